"""Where verdicts are kept: beside the project's pyproject.toml, else with the user's caches; and the user's secret."""

import os
import sys
from stat import S_ISDIR, S_ISREG

NAME = ".netbuilder_cache"
SECRET = "secret"
_SECRET_SIZE = 32
_NOT_THROUGH_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def cache_folder() -> str:
    """The folder of the verdicts, which need not be there yet."""
    folder = os.getcwd()
    while not os.path.isfile(os.path.join(folder, "pyproject.toml")):
        above = os.path.dirname(folder)
        if above == folder:
            return user_folder()
        folder = above
    return os.path.join(folder, NAME) if is_own_folder(folder) else user_folder()


def user_folder() -> str:
    """Where this user's programs keep what can be made again."""
    if sys.platform == "win32":
        caches = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        caches = os.path.expanduser("~/Library/Caches")
    else:
        caches = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(caches):
        caches = os.path.expanduser("~/.cache")
    return os.path.join(caches, "netbuilder")


def secret() -> bytes:
    """What only this user's files are signed with: a cache that somebody else wrote, or sent along, is none.

    Raises:
        OSError: there is none yet, or others can read it.
    """
    data = read_own(os.path.join(user_folder(), SECRET), _SECRET_SIZE, private=True)
    if len(data) != _SECRET_SIZE:
        raise OSError
    return data


def make_secret() -> bytes:
    """The secret, which is drawn where there is none.

    Raises:
        OSError: it cannot be written.
    """
    folder = user_folder()
    os.makedirs(folder, mode=0o700, exist_ok=True)
    path = os.path.join(folder, SECRET)
    try:
        return secret()
    except FileNotFoundError:
        pass
    draft = f"{path}.{os.getpid()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOT_THROUGH_LINKS, 0o600)
    try:
        os.write(handle, os.urandom(_SECRET_SIZE))
    finally:
        os.close(handle)
    os.replace(draft, path)
    return secret()


def is_own_folder(path: str) -> bool:
    """Whether a path is a folder of this user, and no link to one."""
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return S_ISDIR(status.st_mode) and _is_own(status)


def read_own(path: str, most: int, *, private: bool = False) -> bytes:
    """The bytes of a file of this user's own, as long as there are no more than `most`.

    Args:
        private: others must not be able to read it.

    Raises:
        OSError: it is another's, no regular file, larger, or cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | _NOT_THROUGH_LINKS | getattr(os, "O_NONBLOCK", 0))
    try:
        status = os.fstat(handle)
        if not (S_ISREG(status.st_mode) and _is_own(status) and status.st_size <= most):
            raise OSError
        if private and os.name == "posix" and status.st_mode & 0o077:
            raise OSError
        return os.read(handle, most)
    finally:
        os.close(handle)


def _is_own(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
