"""Texts in templates: looked up by language, escaped where pages are, counted."""

import pytest
from flask import Flask

from shop.web.language import speaking

TEXT = "{% autoescape ESCAPES %}{{ WORDS }}{% endautoescape %}"


def _render(app: Flask, words: str, *, escapes: str = "true", **values: object) -> str:
    source = TEXT.replace("ESCAPES", escapes).replace("WORDS", words)
    with app.test_request_context():
        return app.jinja_env.from_string(source).render(**values)


def test_a_text_is_said_in_the_language_in_hand_however_often_it_is_asked(app: Flask) -> None:
    template = app.jinja_env.from_string('{{ _("Accueil") }}')
    with app.test_request_context():
        french = [template.render(), template.render()]
        with speaking("en"):
            english = [template.render(), template.render()]

    assert (french, english) == (["Accueil", "Accueil"], ["Home", "Home"])


def test_what_is_filled_into_a_page_is_escaped_and_the_text_itself_is_not(app: Flask) -> None:
    assert _render(app, '_("<b>%(who)s</b>", who=name)', name="<i>") == "<b>&lt;i&gt;</b>"


def test_what_is_filled_into_a_plain_text_stays_as_it_is(app: Flask) -> None:
    words = '_("<b>%(who)s</b>", who=name)'

    assert _render(app, words, escapes="false", name="<i>") == "<b><i></b>"


@pytest.mark.parametrize("words", ['_("10 %% de %(what)s", what="x")', '_("10 %% de x")'])
def test_a_percent_sign_is_doubled_whether_or_not_something_is_filled_in(
    app: Flask, words: str
) -> None:
    assert _render(app, words) == "10 % de x"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Accueil", "Home"),
        ("10 % de trop, 50 %(moins)", "10 % de trop, 50 %(moins)"),
        ("<b>Portail</b>", "&lt;b&gt;Portail&lt;/b&gt;"),
        ("", ""),
    ],
)
def test_what_somebody_typed_is_never_taken_for_our_own_words(
    app: Flask, typed: str, shown: str
) -> None:
    with speaking("en"):
        assert _render(app, "typed|said_if_ours", typed=typed) == shown


@pytest.mark.parametrize(("count", "said"), [(1, "1 élève"), (4, "4 élèves")])
def test_a_count_chooses_its_words(app: Flask, count: int, said: str) -> None:
    assert _render(app, 'ngettext("%(num)d élève", "%(num)d élèves", n)', n=count) == said


def test_macros_of_one_template_are_made_once_for_all_that_import_them(app: Flask) -> None:
    macros = app.jinja_env.get_template("web/macros/ui.html")

    assert macros.globals is app.jinja_env.globals


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 protection"), (1, "1 protection"), (2, "2 protections")]
)
def test_zero_is_singular_in_french(app: Flask, count: int, said: str) -> None:
    words = 'ngettext("%(num)d protection", "%(num)d protections", count)'
    assert _render(app, words, count=count) == said
