"""What layout hands on: where each measure stands, and which stretches of text speak of its duties and deadline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from zeren.language.fields import DutyField
from zeren.language.outlook import Outlook
from zeren.model import Location, Span, Theme
from zeren.vocab import Layout

DraftForm: TypeAlias = Literal["row", "label", "bracket", "item", "sentence", "plan", "list", "goal", "heading"]
"""A `plan` is a sentence of the part that looks forward in a text that else reports what was done."""


class Step(NamedTuple):
    """A cell that plans a part of a measure, with the header that dates it or says what it dates; a deadline heads itself."""

    words: Span
    head: Span


class Draft(NamedTuple):
    """One measure before its words are read: all spans are clean offsets.

    `further` are stretches outside `span` that elaborate the measure, such as a later sentence about a project that a
    list only names; `progress` is the cell that reports what was done; `theme` is the position of its theme in
    `Outline.themes`; `counted` are cells of bare numbers with the cells of their units.
    """

    span: Span
    form: DraftForm
    number: str | None = None
    theme: int | None = None
    fields: tuple[DutyField, ...] = ()
    deadline: Span | None = None
    further: tuple[Span, ...] = ()
    progress: Span | None = None
    location: Location = Location()
    steps: tuple[Step, ...] = ()
    counted: tuple[tuple[Span, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's layout: its kind, its title, its themes, its measures, and what was seen and set aside; `bodies` are
    its lines without their numbers, page furniture left out."""

    layout: Layout
    title: Span | None
    themes: tuple[Theme, ...]
    measures: tuple[Draft, ...]
    cut_off: tuple[Span, ...] = ()
    unread_headers: tuple[Span, ...] = ()
    outlook: Outlook = field(default_factory=Outlook)
    bodies: tuple[Span, ...] = ()
