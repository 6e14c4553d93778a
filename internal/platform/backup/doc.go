// Package backup writes a whole instance into one file and reads it back, on
// either engine: what was written on SQLite can be restored into PostgreSQL, and
// so an office grows. It knows no table by name but asks the database what
// there is.
//
// # The file
//
// A tar archive in zstd (RFC 8878), which ordinary tools open. In order:
//
//	yikou-backup              the number of this format
//	tables/NAME/000001.jsonl  rows as JSON arrays, at most some 4 MiB a part
//	queue/000001.jsonl        jobs that have not ended
//	files/ID                  uploaded files
//	manifest.json             what there is, and the SHA-256 of every part above
//	manifest.sha256           the SHA-256 of the manifest
//
// A file without its end is no backup. The keys (keys.json) are never inside: a
// thief of the file alone cannot read what is sealed. The manifest carries a
// fingerprint of the keys, so that a restore beside the wrong ones is refused.
//
// # One instant
//
// All rows come from one snapshot. Files are immutable; a hold keeps those that
// are there when the snapshot begins until they are written (see blob.Hold).
//
// # Restoring
//
// The whole file is read and checked before anything changes. Rows come back in
// one transaction. A mark, set before the first change and removed in that
// transaction, keeps a program from serving an instance whose restore was cut
// short; restoring again goes through.
package backup
