"""Which language a block of code is in, by the classes and attributes of its highlighter. Pure."""

from __future__ import annotations

import re

from feeds.content.readable.tree import Element

_CLASS = re.compile(
    r"(?:language|lang|highlight-source|highlight|src|syntax)[-:](?P<name>[\w+#.-]{1,40})(?:[,{:].*)?",
    re.IGNORECASE,
)
_BRUSH = re.compile(r"brush:\s*(?P<name>[\w+#.-]{1,40})", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][\w+#.-]{0,39}")
# They say that there is code, and another says which it is: <figure class="highlight python">.
_DRESS = frozenset(
    ("highlight", "sourcecode", "hljs", "src", "code", "codehilite", "prettyprint", "literal-block",
     "listing", "shiki")
)  # fmt: skip
_NONE = frozenset(
    ("default", "none", "undefined", "notranslate", "nohighlight", "no-highlight", "wrap", "block")
)
_WORDS = """
    ada apache applescript arduino asm assembly awk bash bat batch bibtex c c# c++ clojure cmake cobol
    coffee coffeescript common-lisp console cpp crystal cs csharp css csv cuda d dart delphi diff django
    docker dockerfile elisp elixir elm erb erlang f# fish fortran fsharp gdscript gherkin git glsl go
    golang gradle graphql groovy haml handlebars haskell hcl hlsl html http ini java javascript jinja js
    json json5 jsonc jsx julia kotlin latex less lisp llvm log lua makefile markdown mathematica matlab
    md mermaid nasm nginx nim nix objc objective-c objectivec ocaml org pascal patch perl php plain
    plaintext postgresql powershell prolog properties proto protobuf ps1 pug puppet purescript py python
    python3 qml r racket rb regex rest rst ruby rust sass scala scheme scss sed sh shell sml solidity
    sparql sql svelte swift systemverilog tcl terraform tex text toml ts tsx twig txt typescript vala vb
    vbnet verilog vhdl vim viml vue wasm x86asm xml yaml yml zig zsh
"""
_KNOWN = frozenset(_WORDS.split())


def language(element: Element) -> str:
    """Return the language that a block, the code in it or what it stands in tells; empty if none does."""
    code = next(element.walk("code"), None)
    near = (element, *((code,) if code is not None else ()), *element.above(3))
    return next(filter(None, map(own_language, near)), "")


def own_language(element: Element) -> str:
    """Return the language that an element tells by itself."""
    for name in ("data-lang", "data-language"):
        if _NAME.fullmatch(element.get(name)):
            return element.get(name)
    written = element.get("lang").lower()  # of code here, but of words anywhere else
    if element.tag in {"pre", "code"} and written in _KNOWN:
        return written
    classes = element.get("class").split()
    for found in (_BRUSH.search(element.get("class")), *map(_CLASS.fullmatch, classes)):
        if found and found["name"].lower() not in _NONE:
            return found["name"]
    if _DRESS.isdisjoint(element.classes):
        return ""
    return next((name for name in element.classes if name in _KNOWN), "")
