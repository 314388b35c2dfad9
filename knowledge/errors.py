"""The error tree of this package; every message says what happened and what to do about it.

KnowledgeError
├── SettingError         a setting is missing or cannot be used
├── QuestionError        a question that cannot be searched for (empty, only emoji, far too long)
├── DocumentError        a file that cannot be read or holds no text
│   ├── MissingToolError     a system program is needed for this file (OCR)
│   ├── EmptyFileError       a file of 0 bytes
│   ├── FileTypeError        a type of file that is not read, or is not let in
│   ├── MacroError           a document that carries macros
│   ├── ProtectedError       a file that only a password opens
│   ├── ArchiveError         an archive that holds too much, nothing, or a path that leads out of it
│   ├── TooLongError         more pages than are let in
│   └── NoTextError          a file without readable text
├── IndexStateError          the index folder is missing, damaged or locked
│   ├── EmptyIndexError      nothing has been ingested yet
│   └── ModelMismatchError   the index was built with another embedding model
├── AuditError           a new version of the index is worse than the one that is served
└── LinkError            a question was linked to a provision that is not there
"""

from collections.abc import Sequence


class KnowledgeError(Exception):
    """An expected failure with a message for the person who can act on it."""


class SettingError(KnowledgeError):
    """A setting is missing or cannot be used; `problems` has a line for each where several are."""

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(message)


class QuestionError(KnowledgeError):
    """A question that cannot be searched for."""


class DocumentError(KnowledgeError):
    """A file that cannot be read as a document."""


class MissingToolError(DocumentError):
    """A system program that this file needs is not installed."""


class EmptyFileError(DocumentError):
    """A file of 0 bytes."""


class FileTypeError(DocumentError):
    """A type of file that is not read."""


class MacroError(DocumentError):
    """A document that carries macros."""


class ProtectedError(DocumentError):
    """A file that only a password opens."""


class ArchiveError(DocumentError):
    """An archive that holds too much, nothing that can be read, or a path that leads out of it."""


class TooLongError(DocumentError):
    """A document of more pages than are let in."""


class NoTextError(DocumentError):
    """A file without readable text."""


class IndexStateError(KnowledgeError):
    """The index cannot be opened."""


class EmptyIndexError(IndexStateError):
    """Nothing has been ingested yet."""


class ModelMismatchError(IndexStateError):
    """The index was built with another embedding model than the one named now."""


class AuditError(KnowledgeError):
    """A new version of the index was refused; `problems` say why."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "Versi baru tidak dipakai, yang lama tetap melayani. Periksa berkasnya, atau paksa dengan --force / The "
            "new version was refused, the old one stays:\n" + "\n".join(f"  - {problem}" for problem in problems)
        )


class LinkError(KnowledgeError):
    """A question cannot be attached to that provision."""
