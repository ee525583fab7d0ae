"""Files, here and nowhere else: hashing, reading metadata, decoding, thumbnails, the object store."""
