"""A home of one's own for each test: what one remembers of archives, windows and faults no other finds."""

from __future__ import annotations

from pathlib import Path


def home(place: Path) -> dict[str, str]:
    """The environment that makes ``place`` the home of the user for platformdirs, on each of the three systems."""
    linux = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "XDG_DOCUMENTS_DIR": "Documents",
    }
    windows = {
        "WIN_PD_OVERRIDE_APPDATA": "AppData/Roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
        "WIN_PD_OVERRIDE_PERSONAL": "Documents",
    }
    folders = {name: str(place / folder) for name, folder in (linux | windows).items()}
    return {"HOME": str(place), "USERPROFILE": str(place), **folders}
