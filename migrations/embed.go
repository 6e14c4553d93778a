// Package migrations holds the schema: one numbered file for both engines, and
// an override beside it (`.sqlite.sql`, `.postgres.sql`) where they differ.
package migrations

import "embed"

// Files holds every migration of both engines; db.Migrations picks.
//
//go:embed *.sql
var Files embed.FS
