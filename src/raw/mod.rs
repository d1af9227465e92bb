//! Bytes in: charset, HTML, JSONL, feeds, WARC. Raw documents out, each with the place it came from.
