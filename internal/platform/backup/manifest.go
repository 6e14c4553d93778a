package backup

import (
	"time"

	"github.com/yikou/yikou/internal/platform/errs"
)

// format is the number of the file format that this program writes. It reads
// none but this.
const format = "1\n"

// Names inside the archive.
const (
	nameFormat   = "yikou-backup"
	nameManifest = "manifest.json"
	nameSum      = "manifest.sha256"
	dirTables    = "tables/"
	dirQueue     = "queue/"
	dirFiles     = "files/"
)

// Manifest says what a backup holds.
type Manifest struct {
	// Program is the version that wrote the backup; Schema the number of its
	// newest migration; Engine the database it came from.
	Program string    `json:"program"`
	Schema  int64     `json:"schema"`
	Engine  string    `json:"engine"`
	At      time.Time `json:"at"`
	// Keys is the fingerprint of the keys that sealed fields need.
	Keys   string  `json:"keys"`
	Tables []Table `json:"tables"`
	Jobs   int64   `json:"jobs"`
	Files  int64   `json:"files"`
	// FileBytes is the size of all files together.
	FileBytes int64  `json:"file_bytes"`
	Audit     Audit  `json:"audit"`
	Parts     []Part `json:"parts"`
}

// Rows returns the number of rows of all tables.
func (m Manifest) Rows() (n int64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// Table is one table and how many of its rows the backup holds.
type Table struct {
	Name    string   `json:"name"`
	Columns []Column `json:"columns"`
	Rows    int64    `json:"rows"`
}

// Column is one column and how its values are written.
type Column struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
}

// Audit is where the audit chain ended.
type Audit struct {
	Entries int64  `json:"entries"`
	Head    string `json:"head"`
}

// Part is one entry of the archive.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// The refusals of this package. Nothing has changed when one of them is
// returned.
var (
	ErrNotBackup = errs.New(errs.Invalid, "backup.not_backup", "这不是一口的备份文件，或者是更新版本的程序写的。没有改动任何内容。")
	ErrTruncated = errs.New(errs.Invalid, "backup.truncated", "备份文件不完整，末尾缺了一段。没有改动任何内容。请重新拷贝，或换一份备份。")
	ErrNoKeys    = errs.New(errs.Conflict, "backup.no_keys", "数据目录里没有 keys.json，恢复后电话和姓名会读不出来。没有改动任何内容。请先把备份当时的 keys.json 放进数据目录。")
	ErrExists    = errs.New(errs.Conflict, "backup.exists", "目标文件已经存在，没有覆盖它。请换一个文件名。")
	ErrNotEmpty  = errs.New(errs.Conflict, "backup.not_empty", "这个实例里已经有数据，恢复只能进入一个空的实例。没有改动任何内容。请另指定一个空的数据目录和数据库。")
	ErrNewer     = errs.New(errs.Conflict, "backup.newer", "备份是更新版本的程序写的，本程序读不了。没有改动任何内容。请先安装那个版本的程序。")
	ErrOlder     = errs.New(errs.Conflict, "backup.older", "备份是旧版本的程序写的，要恢复进一个还没有建表的数据库，而这个数据库已经建了新的表。没有改动任何内容。请另指定一个空的数据库；恢复之后会自动升级。")
	ErrKeys      = errs.New(errs.Conflict, "backup.keys", "数据目录里的 keys.json 不是这份备份当时用的那一份，恢复后电话和姓名会读不出来。没有改动任何内容。请先放回当时的 keys.json。")
	// ErrUnfinished is returned by Ready for an instance whose restore was cut
	// short.
	ErrUnfinished = errs.New(errs.Conflict, "backup.unfinished", "上一次恢复没有做完，这个实例还不能使用。请重新运行 yikou restore。")
)

// damaged names the part that does not fit.
func damaged(part string) *errs.Error {
	return errs.Newf(errs.Invalid, "backup.damaged", "备份文件已损坏，坏在“%s”这一部分。没有改动任何内容。请换一份备份。", part)
}

// truncated names the last part that was there.
func truncated(part string) error {
	return errs.Newf(errs.Invalid, ErrTruncated.Code, "备份文件不完整，在“%s”这一部分之后缺了一段，多半是没有拷完。没有改动任何内容。请重新拷贝，或换一份备份。", part)
}
