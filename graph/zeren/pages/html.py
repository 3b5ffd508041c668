"""Text to HTML: the only place where data becomes mark-up, so that no page can forget to escape.

Templates are filled with autoescape on and an unknown name is an error. Data for the browser's scripts goes into one
`application/json` block whose characters cannot end the block. The content security policy allows no inline script,
no inline style and no address beyond the build's own folder.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from math import floor
from typing import TYPE_CHECKING, Final, TypeAlias

from zeren.finding import Lang
from zeren.pages import labels

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

_OWN_FILES: Final = "'self' file:"  # Firefox reads 'self' of a page on disk as nothing, hence the scheme
_UNSAFE: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def policy(styles: Sequence[str] = (), scripts: Sequence[str] = (), pictures: bool = False, font: bool = False) -> str:
    """The content security policy of a page: own files only, and the given inline styles and scripts by their hash.

    A page with a script of its own inside needs no file at all; `pictures` allows those that the page makes itself,
    `font` an inlined font.
    """
    files = "" if scripts else f" {_OWN_FILES}"
    drawn = " data:" if scripts or pictures else ""
    return (
        f"default-src 'none'; script-src{files}{_hashes(scripts)}; style-src{files}{_hashes(styles)}; "
        f"img-src{files}{drawn}; {'font-src data:; ' if font else ''}base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Sequence[str]) -> str:
    return "".join(f" 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)


def json_text(data: Json) -> str:
    """JSON that may stand inside a script element: no character of it can close the element or open a comment.

    >>> json_text({"name": "</script>"})
    '{"name":"\\\\u003c/script\\\\u003e"}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_UNSAFE)


def labels_script() -> str:
    """The table of labels as a classic script, since a page opened from disk cannot fetch one."""
    return f"window.LABELS = {json_text(labels.table())};\n"


def json_block(data: Json, name: str = "data") -> Markup:
    """The page's data block, read by scripts through its id."""
    from markupsafe import Markup

    return Markup('<script type="application/json" id="{}">{}</script>').format(name, Markup(json_text(data)))


def source_text(text: str) -> Markup:
    """Characters of a source, escaped so that the browser's own text of them is the same, code point by code point.

    A carriage return written plainly would be read as a newline. NUL cannot stand in HTML: its replacement keeps
    the length.
    """
    from markupsafe import Markup, escape

    return Markup(str(escape(text)).replace("\r", "&#13;").replace("\0", "\N{REPLACEMENT CHARACTER}"))


def render(template: str, **values: object) -> str:
    """A template of this package filled with values; every value is escaped unless it is mark-up made here."""
    return _environment().get_template(template).render({"policy": policy()} | values)


def render_alone(
    template: str, lang: Lang = "zh", styles: Sequence[str] = ("zeren.css",), font: str = "", **values: object
) -> str:
    """A page with its style sheets inside; of one language, because without a script nothing could switch it.

    `font` is a rule of `embedding.font_face` that brings a font along.
    """
    from markupsafe import Markup

    style = "".join(map(asset, styles)) + font
    say = partial(labels.word, lang=lang)
    return render(template, policy=policy([style], font=bool(font)), style=Markup(style), say=say, lang=lang, **values)


def asset(name: str) -> str:
    """The text of one of our scripts or style sheets."""
    return files("zeren.pages").joinpath("assets", name).read_text(encoding="utf-8")


def template(name: str) -> str:
    """The text of one of our templates, unfilled."""
    return files("zeren.pages").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def tokens() -> dict[str, str]:
    """The design tokens of the style sheet's first block (the light ones), by name without dashes."""
    block = asset("zeren.css").split("{", 1)[1].split("}", 1)[0]
    pairs = (line.strip().rstrip(";").split(":", 1) for line in block.splitlines() if line.strip().startswith("--"))
    return {name[2:]: value.strip() for name, value in pairs}


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"t": _label, "word": labels.word, "percent": percent}
    return made


def percent(part: float) -> str:
    """A confidence as every page tells it, the browser's scripts too: whole parts of a hundred, halves upwards.

    >>> percent(0.985)
    '99 %'
    """
    return f"{floor(part * 100 + 0.5)} %"


def _label(key: str) -> Markup:
    """A label that the reader may switch between Chinese and English."""
    from markupsafe import Markup

    return Markup('<span data-l="{}">{}</span>').format(key, labels.word(key))
