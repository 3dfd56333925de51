"""The gallery of templates: addresses, counts, and who uses what."""

from pathlib import Path

from generator.load import Reading, read_folder
from generator.pages.gallery import slugs
from generator.procedure import expand
from generator.site.exhibits import exhibits
from generator.site.layouts import Layouts


def test_every_template_has_an_address_of_its_own(root: Path) -> None:
    corpus = read_folder(root, []).corpus
    assert corpus is not None
    found = slugs(corpus.templates)
    assert found["许可-普通程序"] == "xuke-putongchengxu"
    assert len(set(found.values())) == len(corpus.templates) > 20
    assert all(slug.isascii() and slug == slug.lower() for slug in found.values())
    template = corpus.templates["许可-普通程序"]
    both = slugs({"许可-普通程序": template, template.label: template})
    assert both[template.label] == f"xuke-putongchengxu-{template.version}"
    alike = template.model_copy(update={"name": "许可-普通成序"})
    assert slugs({template.name: template, alike.name: alike})[alike.name].endswith("~2")


def test_each_template_is_drawn_twice_and_counts_its_users(valid: Reading) -> None:
    assert valid.corpus is not None
    corpus = valid.corpus
    users = [(expand(p.procedure, corpus.templates), p.authority) for p in corpus.powers]
    layouts = Layouts()
    hall = exhibits(corpus, users, layouts)
    assert [exhibit.template for exhibit in hall] == list(corpus.templates.values())
    with_template = [pair for pair in users if pair[0].template is not None]
    assert sum(exhibit.count for exhibit in hall) == len(with_template) > 0
    for exhibit in hall:
        assert f'href="{exhibit.slug}/index.html#step-' in exhibit.small
        assert 'href="#step-' in exhibit.tall and 'href="#step-' in exhibit.lanes
        assert 'class="lane"' in exhibit.lanes and 'class="lane"' not in exhibit.tall
