"""Check digit of the unified social credit code, on codes found in real item codes."""

import pytest

from generator.model.credit_code import ALPHABET, check_character, is_credit_code

REAL = (
    "114200000110433137",
    "11440232MB2D06811W",
    "12441500196720244T",
    "11440300MB2C94128A",
    "11440100007482575H",
    "11650000010183859F",
    "11310000MB2F30661Y",
    "114401005799639727",
)
"""First 18 characters of published item codes of Hubei, Guangdong, Xinjiang and Shanghai."""


@pytest.mark.parametrize("code", REAL)
def test_real_codes_pass_and_no_other_last_character_does(code: str) -> None:
    assert [last for last in ALPHABET if is_credit_code(code[:17] + last)] == [code[17]]


@pytest.mark.parametrize("code", REAL)
def test_one_wrong_character_is_found_wherever_it_stands(code: str) -> None:
    for place in range(17):
        for wrong in ALPHABET.replace(code[place], ""):
            assert not is_credit_code(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize(
    "body", ["", "1142000001104331", "1144023IMB2D06811", "1144023２MB2D06811"]
)
def test_what_is_no_body_has_no_check_character(body: str) -> None:
    assert check_character(body) is None
    assert not is_credit_code(body + "0")


def test_lower_case_is_not_taken_for_upper_case() -> None:
    assert not is_credit_code(REAL[1].lower())
