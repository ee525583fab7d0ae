"""What the parser of the command line says, in the language of the program: by itself it speaks English alone.

Helps are English in the code, as docstrings and ``help=``; here they are put into words when they are shown.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Sequence
from typing import Any
from unicodedata import east_asian_width

from typer import Context
from typer._click.exceptions import ClickException, UsageError
from typer._click.formatting import HelpFormatter

from archive_app import i18n
from archive_app.i18n import N_, _

#: Whole sentences of the parser; those that hold others after them.
_SAID = (
    N_("Invalid value for {name}: {reason}"),
    N_("Invalid value: {reason}"),
    N_("No such command '{name}'."),
    N_("No such command '{name}'. Did you mean {near}?"),
    N_("No such option: {name}"),
    N_("No such option: {name} (Possible options: {near})"),
    N_("Missing command."),
    N_("Missing argument '{name}'."),
    N_("Missing option '{name}'."),
    N_("Got unexpected extra argument(s) ({words})"),
    N_("Option '{name}' requires an argument."),
    N_("Option '{name}' does not take a value."),
    N_("'{value}' is not a valid int."),
    N_("'{value}' is not a valid int range."),
    N_("{value} is not in the range {range}."),
    N_("Input should be a valid integer, unable to parse string as an integer"),
    N_("Input should be greater than or equal to {least}"),
)
#: The parts of a help that are no help of ours.
_PARTS = (
    N_("Usage: "),
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("[OPTIONS]"),
    N_("COMMAND [ARGS]..."),
    N_("required"),
    N_("default: {value}"),
    N_("env var: {name}"),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
_EXTRA = re.compile(r"(?:^|  )\[([^\[\]]+)\]$")


def complained(error: ClickException) -> list[str]:
    """The lines of a command line that cannot be read: how it is written, where to read more, what is wrong."""
    lines = []
    if isinstance(error, UsageError) and error.ctx is not None:
        lines.append(error.ctx.get_usage())
        hint = _("Try '{command} {option}' for help.")
        lines += [hint.format(command=error.ctx.command_path, option=error.ctx.help_option_names[0]), ""]
    return [*lines, _("Error: {sentence}").format(sentence=said(error.format_message()))]


def said(sentence: str, known: Sequence[str] = _SAID) -> str:
    """What the parser said, in the language of the program; what is not known stays as it is."""
    if i18n.language() == "en":
        return sentence
    for message in reversed(known):
        found = _pattern(message).fullmatch(sentence)
        if found is not None:
            return _(message).format(**{name: _part(name, part) for name, part in found.groupdict().items()})
    return sentence


def _part(name: str, text: str) -> str:
    """What fills a place of a sentence: another one, or names, which the sentence puts in the marks of its language."""
    return said(text) if name not in ("name", "near") else i18n.listed(text.replace("'", "").split(", "))


def _pattern(message: str) -> re.Pattern[str]:
    parts = (
        re.escape(text) + (f"(?P<{name}>.*)" if name else "")
        for text, name, _spec, _conversion in string.Formatter().parse(message)
    )
    return re.compile("".join(parts), re.DOTALL)


def translate(command: Any) -> None:
    """Let the help of ``command`` and of all that it takes be in the language of the program."""
    command.help = _(command.help) if command.help else command.help
    if i18n.language() != "en" and command.help:
        command.short_help = command.help.partition("\n\n")[0]
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = _(parameter.help)


class Help(HelpFormatter):
    """A help in which full-width characters take two places, and the parser's own words are those of the language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for part in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(part, _(part))
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        indent = " " * self.current_indent
        self.buffer.append(i18n.labelled(f"{indent}{_(heading)}", "").rstrip() + "\n")

    def write_text(self, text: str) -> None:
        if i18n.language() == "en":
            super().write_text(text)
            return
        indent = " " * self.current_indent
        for line in _wrapped(text, self.width - self.current_indent):
            self.buffer.append(f"{indent}{line}\n" if line else "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        if i18n.language() == "en":
            super().write_dl(rows, col_max, col_spacing)
            return
        column = min(max(_width(first) for first, _second in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in rows:
            lines = _wrapped(_EXTRA.sub(_extra, said(second, _PARTS)), max(self.width - column - 2, 10)) or [""]
            if _width(first) > column - col_spacing:
                self.buffer.append(f"{indent}{first}\n")
                first = ""
            for at, line in enumerate(lines):
                begin = first if not at else ""
                self.buffer.append(f"{indent}{begin}{' ' * (column - _width(begin))}{line}".rstrip() + "\n")


def _extra(found: re.Match[str]) -> str:
    """What is behind a help: its usual value, whether it is needed."""
    words = [said(part, _PARTS) for part in found[1].split("; ")]
    return ("  " if found[0].startswith(" ") else "") + f"[{i18n.listed(words)}]"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of so many places, broken at spaces and between full-width characters."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        if lines:
            lines.append("")
        line = ""
        for piece in re.findall(r"\s+|[^\s\u2e80-\uffff]+|[\u2e80-\uffff]", " ".join(paragraph.split())):
            # What closes stays with what it closes.
            if _width(line + piece) > width and piece not in "，。、；：？！）”》":
                lines.append(line.rstrip())
                line = ""
            line += piece if line else piece.lstrip()
        lines.append(line.rstrip())
    return lines


def spoken(begin: Callable[[], None]) -> type[Context]:
    """What a command is read in; ``begin`` is called before a help or a usage is written."""

    class Spoken(Context):
        formatter_class = Help

        def make_formatter(self) -> HelpFormatter:
            begin()
            translate(self.command)
            return super().make_formatter()

    return Spoken
