"""Which files are the input: found in a folder, in one order, with a reason for each that is not."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.errors import ConfigurationError
from audit.model import Unread

MANIFEST_NAME = "sources.toml"
# Settings of the audit itself, which stand where it is called.
_SETTINGS = frozenset({"audit.toml", "pyproject.toml"})


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run reads.

    `root` is the folder that stored paths are relative to: the folder that was named, or what
    several have in common. `files` are POSIX paths below it, sorted. `manifests` are the
    `sources.toml` files met on the way, outermost first. `unread` are inputs that cannot be opened.
    """

    root: Path
    files: tuple[str, ...]
    manifests: tuple[Path, ...]
    unread: tuple[Unread, ...]

    def without(self, excluded: Callable[[str], bool]) -> "Inputs":
        """The same, less every path that `excluded` answers True for."""
        files = tuple(path for path in self.files if not excluded(path))
        unread = tuple(item for item in self.unread if not excluded(item.path))
        return Inputs(self.root, files, self.manifests, unread)


def discover(paths: Sequence[Path], suffixes: Sequence[str]) -> Inputs:
    """Find the input files in these folders and files. `suffixes` are those that have a reader.

    Hidden files, manifests and the audit's own settings are no inputs. A link is followed where it
    stays below the root and leads to nothing that is read under its own name. A path that was named
    is followed wherever it leads. Raises `ConfigurationError` for a path that does not exist or is no input.
    """
    named = [_existing(path) for path in paths]
    folders = [path if path.is_dir() else path.parent for path in named]
    if not folders:
        raise ConfigurationError("No path was given. Name a folder of documents.")
    root = _common_folder(folders)
    search = _Search(root, tuple(suffixes))
    for path in named:
        search.visit(path)
    return search.result(folders)


def _existing(path: Path) -> Path:
    try:
        resolved = path.resolve(strict=True)
    except (OSError, RuntimeError):
        raise ConfigurationError(f"{path} does not exist, or may not be opened.") from None
    if not resolved.is_dir() and path.name == MANIFEST_NAME:
        raise ConfigurationError(f"{path} describes documents and is none. Name its folder.")
    if not resolved.is_dir() and path.name.startswith("."):
        raise ConfigurationError(f"{path} is hidden, and hidden files are not read. Rename it.")
    return resolved


def _common_folder(folders: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        raise ConfigurationError("The paths are on several drives. Name folders on one.") from None


class _Search:
    """A walk that goes through no link; links are judged when all real files are known."""

    def __init__(self, root: Path, suffixes: tuple[str, ...]) -> None:
        self._root = root
        self._suffixes = suffixes
        self._files: dict[str, Path] = {}
        self._links: list[Path] = []
        self._manifests: set[Path] = set()
        self._unread: dict[str, Unread] = {}

    def visit(self, path: Path) -> None:
        waiting = [path]
        while waiting:
            here = waiting.pop()
            if here.is_symlink():
                self._links.append(here)
            elif here.is_dir():
                waiting.extend(self._entries(here))
            else:
                self._consider(here)

    def result(self, folders: Sequence[Path]) -> Inputs:
        for link in sorted(self._links):
            self._consider_link(link)
        beside = {folder / MANIFEST_NAME for folder in folders}
        manifests = self._manifests | {path for path in beside if path.is_file()}
        ordered = sorted(manifests, key=lambda path: (len(path.parts), path.as_posix()))
        unread = tuple(self._unread[path] for path in sorted(self._unread))
        return Inputs(self._root, tuple(sorted(self._files)), tuple(ordered), unread)

    def _entries(self, folder: Path) -> Iterator[Path]:
        try:
            names = os.listdir(folder)
        except OSError as error:
            self._refuse(folder, f"the folder cannot be opened ({error.strerror}); check its permissions")
            return
        for name in names:
            if name == MANIFEST_NAME:
                self._manifests.add(folder / name)
            elif not name.startswith(".") and name not in _SETTINGS:
                yield folder / name

    def _consider(self, path: Path) -> None:
        reason = _why_not(path, self._suffixes)
        if reason:
            self._refuse(path, reason)
        else:
            self._files[self._relative(path)] = path

    def _consider_link(self, link: Path) -> None:
        try:
            target = link.resolve(strict=True)
        except (OSError, RuntimeError):
            self._refuse(link, "it is a link that leads nowhere; mend or remove it")
            return
        if not target.is_relative_to(self._root):
            self._refuse(link, "it is a link out of the folder; copy what it leads to into the folder")
        elif target.is_dir() and any(part.startswith(".") for part in target.relative_to(self._root).parts):
            self._refuse(link, "it is a link to a hidden folder; copy the folder here under another name")
        elif target.is_file() and self._relative(target) not in self._files:
            self._consider(link)

    def _refuse(self, path: Path, reason: str) -> None:
        relative = self._relative(path)
        self._unread[relative] = Unread(relative, reason)

    def _relative(self, path: Path) -> str:
        return printable(path.relative_to(self._root).as_posix())


def printable(path: str) -> str:
    """A path that can be stored and shown: bytes of a name that are not UTF-8 become escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _why_not(path: Path, suffixes: tuple[str, ...]) -> str | None:
    if printable(path.name) != path.name:
        return "its name is not valid UTF-8; rename it"
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"it cannot be opened ({error.strerror}); check its permissions"
    if not stat.S_ISREG(mode):
        return "it is no regular file (a pipe, socket or device); save its contents as a file"
    if path.suffix.lower() not in suffixes:
        ending = f"{path.suffix} files" if path.suffix else "files without a suffix"
        return f"there is no reader for {ending}; save it as one of {', '.join(suffixes)}, or exclude it"
    return None
