"""A valid file as somebody in a hurry writes it: the same content, hardly a byte the same."""

import random
from collections.abc import Callable

from generator.emit import scalar
from tests.factory import Tree


def scrawl(
    tree: Tree, chance: random.Random, notes: list[str], pad: int = 0, *, folded: bool = False
) -> list[str]:
    """Lines with keys shuffled, any indentation, any quotes, and comments everywhere.

    Args:
        tree: The content; the order of its lists is content and stays.
        chance: Decides everything.
        notes: Gets every comment that was put in.
        pad: Columns the tree is indented by.
        folded: Whether texts are broken over lines as well.
    """

    def note() -> str:
        notes.append(f"# 注{len(notes)}号")
        return notes[-1]

    def between() -> list[str]:
        blank = [""] * (chance.random() < 0.1)
        own = [" " * chance.choice([pad, pad, pad + 2, max(pad - 2, 0)]) + note()]
        return blank + own * (chance.random() < 0.1) if chance.random() < 0.5 else blank

    def beside() -> str:
        return f" {note()}" if chance.random() < 0.1 else chance.choice(["", "", " "])

    out: list[str] = []
    items = list(tree.items()) if isinstance(tree, dict) else [(None, item) for item in tree]
    if isinstance(tree, dict):
        chance.shuffle(items)
    for key, value in items:
        out += between()
        head = " " * pad + ("-" if key is None else f"{key}:")
        if isinstance(value, str):
            out += _text(head, value, chance, pad if folded else None, beside)
        elif not value:
            out.append(f"{head} {'{}' if isinstance(value, dict) else '[]'}")
        elif key is None and isinstance(value, dict) and chance.random() < 0.7:
            first, *rest = scrawl(value, chance, notes, pad + 2, folded=folded)
            while not first.strip() or first.lstrip().startswith("#"):
                out.append(first)
                first, *rest = rest
            out += [f"{head} {first.lstrip()}", *rest]
        else:
            inner = (
                pad
                if key is not None and isinstance(value, list) and chance.random() < 0.3
                else pad + 2
            )
            below = scrawl(value, chance, notes, inner, folded=folded)
            out += [head + beside(), *below]
    return out


def _text(
    head: str, text: str, chance: random.Random, pad: int | None, beside: Callable[[], str]
) -> list[str]:
    """One text behind its key, over several lines when `pad` says how far its key is indented."""
    if pad is not None and len(text) > 1 and chance.random() < 0.5:
        # Deeper than any comment goes: one as deep as a block would be part of it.
        inner = " " * (pad + 4)
        lines = text.split("\n")
        blocky = all(line and line == line.strip() for line in lines)
        if blocky and chance.random() < 0.4:
            return [f"{head} |-", *(inner + line for line in lines)]
        at = chance.randrange(1, len(text))
        # In the middle of words: a line that begins with a dash reads like an item of a list.
        if text[at - 1 : at + 1].isalpha():
            one, other = _quoted(text[:at]), _quoted(text[at:])
            return [f'{head} "{one}\\', f'{inner}{other}"{beside()}']
    written = scalar(text)
    plain = written[0] != '"' and chance.random() < 0.3
    single = "'" not in text and "\n" not in text and "\\" not in text
    written = f"'{text}'" if plain and single else written
    return [f"{head} {written}{beside()}"]


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
