"""What the layers of one family share, where a family has more than one file or needs room: images, lookups, ..."""
