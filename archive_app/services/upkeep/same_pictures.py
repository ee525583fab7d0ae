"""Finding items that hold the same picture. What becomes of them is ``services/records/together``'s."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archive_app.domain.model.fingerprints import Fingerprint
from archive_app.domain.model.same_pictures import picture_groups
from archive_app.errors import Cancelled
from archive_app.i18n import N_, _
from archive_app.media.pictures.fingerprint import fingerprint, from_bytes, to_bytes
from archive_app.services.archive import Archive
from archive_app.services.ingest.pictures import thumbnail
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import together

#: Fingerprints that are kept at one time: a stop loses no more.
_AT_ONCE = 200


def same_pictures(
    archive: Archive,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[together.Offer]:
    """Items that hold the same file, the same picture in another size, format or crop, or shots of one burst: the
    largest of each first. Not those that look like views of one by their names, and none that are to stay apart.

    How pictures look is worked out where that is not known yet, and kept; Cancelled loses nothing of it.
    """
    with archive.store.read() as reader:
        apart, pictures = reader.records.kept_apart(), reader.records.pictures()
    contents = list(dict.fromkeys(each.sha256 for each in pictures if each.seen))
    ticker = Ticker(len(contents) + len(pictures), on_progress)
    looks = _looks(archive, contents, ticker, cancelled)

    def tell(done: int) -> bool:
        ticker.at(len(contents) + done, ticker.total)
        return cancelled()

    named = {
        pair for offer in together.offered(archive) for pair in together.pairs_of([item.id for item in offer.items])
    }
    return together.offers_of(archive, picture_groups(pictures, looks, apart=apart | named, tell=tell))


def _looks(
    archive: Archive, contents: Sequence[str], ticker: Ticker, cancelled: Callable[[], bool]
) -> dict[str, Fingerprint]:
    """How each of these looks; one without a picture has no words."""
    kept = archive.thumbnails.fingerprints()
    made: list[tuple[str, bytes]] = []
    try:
        for sha256 in contents:
            if cancelled():
                raise Cancelled(_("Stopped. Nothing was changed."))
            # Where the original cannot be read now, it is tried again another time.
            if sha256 not in kept and (picture := thumbnail(archive, sha256)):
                kept[sha256] = to_bytes(fingerprint(picture))
                made.append((sha256, kept[sha256]))
            ticker.tick(N_("Looking at pictures"))
            if len(made) >= _AT_ONCE:
                archive.thumbnails.put_fingerprints(made)
                made = []
    finally:
        archive.thumbnails.put_fingerprints(made)
    return {sha256: from_bytes(kept[sha256]) for sha256 in contents if sha256 in kept}
