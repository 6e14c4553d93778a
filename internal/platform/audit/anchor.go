package audit

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/errs"
	"github.com/yikou/yikou/internal/standard/civil"
)

// Anchor is the end of the chain at one instant, signed.
type Anchor struct {
	Version int       `json:"version"`
	At      time.Time `json:"at"`
	// Seq is the number of the last entry, Hash its hash.
	Seq  int64  `json:"seq"`
	Hash string `json:"hash"`
	// Key is the public key that verifies Signature (Ed25519, RFC 8032), both in
	// base64. It is there for others; this program knows its own.
	Key       string `json:"key"`
	Signature string `json:"signature"`
}

func (a Anchor) signed() []byte {
	return fmt.Appendf(nil, "yikou audit anchor v1\n%s\n%d\n%s", a.At.UTC().Format(time.RFC3339Nano), a.Seq, a.Hash)
}

// errNoKey is a mistake in the composition of the program.
var errNoKey = errors.New("audit: anchors need a key and a folder")

// Anchor writes the anchor of today, Beijing time, and returns its file name. An
// anchor that is there already stays as it is.
func (l *Log) Anchor(ctx context.Context) (name string, err error) {
	if l.Key == nil || l.Anchors == "" {
		return "", errNoKey
	}
	head, _, err := l.ends(ctx)
	if err != nil {
		return "", err
	}
	now := l.clock.Now().UTC()
	a := Anchor{Version: 1, At: now, Seq: head.seq, Hash: head.hash, Key: base64.StdEncoding.EncodeToString(l.Key.Public().(ed25519.PublicKey))}
	a.Signature = base64.StdEncoding.EncodeToString(ed25519.Sign(l.Key, a.signed()))
	text, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return "", err
	}
	name = civil.Of(now.In(civil.Beijing)).String() + anchorSuffix
	if err := l.keep(name, append(text, '\n')); err != nil {
		return "", errs.Newf(errs.Unavailable, "audit.anchor", "审计锚点没有写成，请检查目录 %s 是否存在、可写；审计链本身没有受影响。", l.Anchors).Because(err)
	}
	return name, nil
}

const anchorSuffix = ".anchor.json"

// keep writes a file that is there completely or not at all and is never
// replaced.
func (l *Log) keep(name string, text []byte) error {
	if err := os.MkdirAll(l.Anchors, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(l.Anchors, ".anchor-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.Write(text)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	if err := os.Link(temp.Name(), filepath.Join(l.Anchors, name)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// VerifyAnchors compares the chain with every anchor in a folder and returns how
// many agree. It returns a *Broken for the first entry that an anchor knows
// otherwise, and an Invalid for a file that this instance has not signed. A
// folder that does not exist has no anchors.
func (l *Log) VerifyAnchors(ctx context.Context, folder string) (agree int, err error) {
	files, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("read folder of anchors: %w", err)
	}
	for _, file := range files { // by name, which is by date
		if !strings.HasSuffix(file.Name(), anchorSuffix) {
			continue
		}
		a, err := l.readAnchor(filepath.Join(folder, file.Name()))
		if err != nil {
			return agree, err
		}
		if err := l.compare(ctx, a, strings.TrimSuffix(file.Name(), anchorSuffix)); err != nil {
			return agree, err
		}
		agree++
	}
	return agree, nil
}

func (l *Log) readAnchor(path string) (a Anchor, err error) {
	forged := func(cause error) error {
		return errs.Newf(errs.Invalid, "audit.anchor_forged", "锚点文件 %s 不是本系统签发的，或已被改动。", filepath.Base(path)).Because(cause)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return a, fmt.Errorf("read anchor: %w", err)
	}
	if err := json.Unmarshal(text, &a); err != nil {
		return a, forged(err)
	}
	signature, err := base64.StdEncoding.DecodeString(a.Signature)
	if err != nil || l.Key == nil || !ed25519.Verify(l.Key.Public().(ed25519.PublicKey), a.signed(), signature) {
		return a, forged(err)
	}
	return a, nil
}

// compare asks the chain for the entry that the anchor holds.
func (l *Log) compare(ctx context.Context, a Anchor, day string) error {
	if a.Seq == 0 {
		return nil
	}
	var hash string
	err := l.db.QueryRow(ctx, `SELECT hash FROM audit_entry WHERE seq = ?`, a.Seq).Scan(&hash)
	switch {
	case db.IsNoRows(err):
		return &Broken{Seq: a.Seq, Reason: "这一条不见了，而 " + day + " 的锚点里有它，链尾被截去过"}
	case err != nil:
		return fmt.Errorf("read anchored entry: %w", err)
	case hash != a.Hash:
		return &Broken{Seq: a.Seq, Reason: "与 " + day + " 的锚点不符，在它之前的记录被整体改写过"}
	}
	return nil
}
