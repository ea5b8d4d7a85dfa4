"""Errors whose message is a sentence that a user can act on."""


class CrosstalkError(Exception):
    """Anything that ends a command with one clear line and a non-zero exit."""


class NotACorpus(CrosstalkError):
    """The file is no Crosstalk corpus, or one that this version cannot read."""


class StorageFull(CrosstalkError):
    """SQLite could not write: the disk, or the limit set for the file, is full."""


class NothingToDo(CrosstalkError):
    """The command found no input to work on."""


class BadInput(CrosstalkError):
    """A file or option given by the user cannot be used."""


class ModelRefused(CrosstalkError):
    """An embedding model is missing, or is not the file that its authors publish."""
