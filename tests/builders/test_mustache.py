"""What the templates can do, and what is said where one is wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.builders._mustache import Values, render
from feeds.model import BadSettings

VALUES: Values = {
    "name": "R&D <\"'>",
    "empty": "",
    "none": None,
    "no": False,
    "yes": True,
    "zero": 0,
    "many": [{"name": "a"}, {"name": "b", "own": "!"}],
    "nobody": [],
    "one": {"name": "inside", "deep": {"er": "deeper"}},
}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("", ""),
        ("plain { text } }} {", "plain { text } }} {"),
        ("{{name}} {{ name }}", "R&amp;D &lt;&quot;&#x27;&gt; R&amp;D &lt;&quot;&#x27;&gt;"),
        ("{{{name}}} {{{ name }}}", "R&D <\"'> R&D <\"'>"),
        ("[{{empty}}{{none}}]", "[]"),
        ("{{zero}}{{yes}}", "0True"),
        ("{{one.deep.er}}", "deeper"),
        ("{{#many}}<{{name}}>{{/many}}", "<a><b>"),
        ("{{#many}}{{zero}}{{/many}}", "00"),
        ("{{#one}}{{name}}{{/one}}", "inside"),
        ("{{#one.deep}}{{er}}{{name}}{{/one.deep}}", "deeperR&amp;D &lt;&quot;&#x27;&gt;"),
        ("{{#yes}}1{{/yes}}{{#no}}2{{/no}}{{#none}}3{{/none}}{{#empty}}4{{/empty}}{{#zero}}5{{/zero}}", "1"),
        ("{{#nobody}}1{{/nobody}}{{^nobody}}2{{/nobody}}", "2"),
        ("{{^yes}}1{{/yes}}{{^none}}2{{/none}}{{^many}}3{{/many}}", "2"),
        ("{{#name}}[{{name}}]{{/name}}", "[R&amp;D &lt;&quot;&#x27;&gt;]"),
        ("a{{! what {this} is }}b", "ab"),
    ],
)
def test_render(template: str, text: str) -> None:
    """Values are escaped unless they are not to be; sections come as often as there is something."""
    assert render(template, VALUES, "t") == text


def test_lines() -> None:
    """What stands alone on its line takes the line with it; what does not, leaves it."""
    template = "<ul>\n  {{#many}}\n  <li>{{name}}</li>\n  {{/many}}\n{{! end }}\n</ul>{{#yes}}\n!{{/yes}}\n"
    assert render(template, VALUES, "t") == "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n!\n"
    assert render("{{#yes}}\na\n{{/yes}}", VALUES, "t") == "a\n"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (
            "\n{{nothing}}",
            "t, line 2: there is no {{nothing}} here; write one of empty, many, name, no, nobody",
        ),
        ("{{one.nothing}}", "t, line 1: there is no {{one.nothing}} here"),
        ("{{name.x}}", "t, line 1: there is no {{name.x}} here"),
        ("{{}}", "t, line 1: there is no {{}} here"),
        ("\n\n  {{#nothing}}\n{{/nothing}}", "t, line 3: there is no {{nothing}} here"),
        (
            "{{#many}}\n{{own}}{{/many}}",
            "t, line 2: there is no {{own}} here; write one of empty, many, name",
        ),
        ("{{#many}}", "t, line 1: {{#many}} is not closed; write {{/many}} behind it"),
        ("\n{{^no}}{{/many}}", "t, line 2: {{^no}} is not closed; write {{/no}} behind it"),
        ("a\n{{/many}}", "t, line 2: {{/many}} closes what nothing opened; remove it"),
    ],
)
def test_wrong_templates(template: str, message: str) -> None:
    """A template that is wrong is named with its line, and what to write."""
    with pytest.raises(BadSettings) as error:
        render(template, VALUES, "t")
    assert str(error.value).startswith(message)


@given(st.text())
def test_a_value_is_no_template(value: str) -> None:
    """Whatever stands in a value is never read as a tag."""
    assert render("{{{a}}}{{#b}}{{{a}}}{{/b}}", {"a": value, "b": [{"a": value}]}, "t") == value * 2


@given(st.text("{}#/^! \nab", max_size=30))
def test_no_template_is_worse_than_wrong(template: str) -> None:
    """Whatever a template is, it is rendered or named with a line."""
    with suppress(BadSettings):
        assert isinstance(render(template, {"a": "1", "b": [{"a": "2"}]}, "t"), str)
