package seal

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// keyFile is the file that the keys are kept in, as JSON.
type keyFile struct {
	Version int                `json:"version"`
	Active  string             `json:"active"`
	Keys    map[string]fileKey `json:"keys"`
	// RootSuite is the suite of the first key: indexes made with one hash are not
	// found with another.
	RootSuite Suite  `json:"root_suite,omitempty"`
	Root      string `json:"root"`
}

// fileKey is one key of the file.
type fileKey struct {
	Suite  Suite  `json:"suite"`
	Secret string `json:"secret"` // base64
}

// UnmarshalJSON reads a key, or the bare text of the first form of the file,
// which knew AES alone.
func (k *fileKey) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		k.Suite = AES256GCM
		return json.Unmarshal(text, &k.Secret)
	}
	type plain fileKey
	return json.Unmarshal(text, (*plain)(k))
}

// held returns the keys ready for use.
func (f *keyFile) held() (*heldKeys, error) {
	root, err := base64.StdEncoding.DecodeString(f.Root)
	if err != nil || len(root) != keySize {
		return nil, fmt.Errorf("seal: root secret is not %d bytes in base64", keySize)
	}
	if _, ok := f.Keys[f.Active]; !ok {
		return nil, fmt.Errorf("seal: active key %q is not in the ring", f.Active)
	}
	h := &heldKeys{active: f.Active, aeads: map[string]cipher.AEAD{}, root: root, suite: f.RootSuite}
	if h.suite == "" {
		h.suite = AES256GCM
	}
	for id, key := range f.Keys {
		secret, err := base64.StdEncoding.DecodeString(key.Secret)
		if err != nil || id == "" || len(id) > maxKeyID || len(secret) != keySize || !key.Suite.Valid() {
			return nil, fmt.Errorf("seal: key %q is not %d bytes in base64 for a known cipher", id, keySize)
		}
		if h.aeads[id], err = key.Suite.aead(secret); err != nil {
			return nil, fmt.Errorf("seal: key %q: %w", id, err)
		}
	}
	h.macRoot, err = h.derive("blind index v1")
	return h, err
}

// Codes of the refusals of a key file; each sentence says what to do.
const codeKeyFile = "seal.key_file"

// LoadOrCreate reads the key file, or makes one with fresh keys of the suite when
// there is none. Only its owner may read it (mode 0600): any other mode is
// refused. The file belongs in a backup apart from that of the database.
func LoadOrCreate(path string, suite Suite) (*Keyring, error) {
	ring, err := Load(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return ring, err
	}
	file := keyFile{Version: 2, Keys: map[string]fileKey{}, RootSuite: suite, Root: freshKey()}
	file.add(suite)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, errs.Newf(errs.Unavailable, codeKeyFile, "无法创建密钥文件所在的目录 %s，请检查目录权限。", filepath.Dir(path)).Because(err)
	}
	if err := file.write(path, true); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return Load(path) // what is stored counts, whoever of two starting programs stored it
}

// Load reads the key file. A missing one is an error that matches
// fs.ErrNotExist.
func Load(path string) (*Keyring, error) {
	held, err := readHeld(path)
	if err != nil {
		return nil, err
	}
	r := &Keyring{path: path}
	r.held.Store(held)
	return r, nil
}

func readHeld(path string) (*heldKeys, error) {
	file, info, err := readKeyFile(path)
	if err != nil {
		return nil, err
	}
	held, err := file.held()
	if err != nil {
		return nil, damaged(path).Because(err)
	}
	held.file = info
	return held, nil
}

func damaged(path string) *errs.Error {
	return errs.Newf(errs.Invalid, codeKeyFile, "密钥文件 %s 的内容不完整或已损坏，请从备份恢复；没有原来的密钥，已加密的数据无法读出。", path)
}

// Rotate adds a fresh key of the suite to the key file and makes it the active
// one; it returns the id. Running programs on the same file use it from the next
// value on. Values sealed before still open; Reseal moves them.
func Rotate(path string, suite Suite) (id string, err error) {
	err = change(path, func(file *keyFile) error {
		file.Version = 2
		file.add(suite)
		id = file.Active
		return nil
	})
	return id, err
}

// KeyInfo describes a key without its secret.
type KeyInfo struct {
	ID        string
	Suite     Suite
	CreatedAt time.Time
	Active    bool
}

// Keys returns what is in the key file, the oldest first.
func Keys(path string) ([]KeyInfo, error) {
	file, _, err := readKeyFile(path)
	if err != nil {
		return nil, err
	}
	list := make([]KeyInfo, 0, len(file.Keys))
	for id, key := range file.Keys {
		list = append(list, KeyInfo{ID: id, Suite: key.Suite, CreatedAt: madeAt(id), Active: id == file.Active})
	}
	slices.SortFunc(list, func(a, b KeyInfo) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

// Forget takes a key out of the file for good. The caller knows that nothing is
// sealed with it any more: what is can never be read again. It fails for the
// active key and for one that is not there.
func Forget(path, id string) error {
	return change(path, func(file *keyFile) error {
		if _, known := file.Keys[id]; !known {
			return errs.Newf(errs.NotFound, codeKeyFile, "密钥文件里没有编号为 %s 的密钥，什么也没有改变。", id)
		}
		if id == file.Active {
			return errs.Newf(errs.Conflict, codeKeyFile, "密钥 %s 正在使用，不能删除。请先用 yikou keys rotate 换一把新的。", id)
		}
		delete(file.Keys, id)
		return nil
	})
}

// change reads the key file, alters it and stores it. A lock file beside it keeps
// two commands from losing each other's key.
func change(path string, alter func(*keyFile) error) error {
	lock := path + ".lock"
	held, err := os.OpenFile(lock, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return errs.Newf(errs.Conflict, codeKeyFile, "另一条命令正在改动密钥文件，什么也没有改变。请稍后再试；如果确定没有别的命令在运行，请删除 %s。", lock).Because(err)
	}
	defer func() { _ = held.Close(); _ = os.Remove(lock) }()
	file, _, err := readKeyFile(path)
	if err != nil {
		return err
	}
	if err := alter(&file); err != nil {
		return err
	}
	return file.write(path, false)
}

// madeAt is when a key with the id was made, which its id says in milliseconds;
// the zero time for an id that was made otherwise.
func madeAt(id string) time.Time {
	digits := strings.ReplaceAll(id, "-", "")
	ms, err := strconv.ParseInt(digits, 16, 64)
	if err != nil || len(digits) != 12 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

func readKeyFile(path string) (keyFile, os.FileInfo, error) {
	var file keyFile
	info, err := os.Stat(path)
	if err != nil {
		return file, nil, errs.Newf(errs.Unavailable, codeKeyFile, "找不到或无法读取密钥文件 %s，请检查路径和权限。", path).Because(err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return file, nil, errs.Newf(errs.Invalid, codeKeyFile, "密钥文件 %s 的权限是 %#o，其他用户也能读取。请执行 chmod 600 后重新启动。", path, mode)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return file, nil, errs.Newf(errs.Unavailable, codeKeyFile, "无法读取密钥文件 %s，请检查权限。", path).Because(err)
	}
	if err := json.Unmarshal(text, &file); err != nil || file.Version < 1 || file.Version > 2 {
		return file, nil, damaged(path)
	}
	return file, info, nil
}

func (f *keyFile) add(suite Suite) {
	f.Active = kernel.NewID()[:13] // the time it was made, in milliseconds, as hexadecimal digits
	for f.Keys[f.Active].Secret != "" {
		f.Active = kernel.NewID()[:13]
	}
	f.Keys[f.Active] = fileKey{Suite: suite, Secret: freshKey()}
}

func freshKey() string {
	key := make([]byte, keySize)
	_, _ = rand.Read(key) // never fails: the program ends instead
	return base64.StdEncoding.EncodeToString(key)
}

// write stores the file so that it is there completely or not at all, also
// after a power cut. With create it fails with fs.ErrExist if there is one.
func (f *keyFile) write(path string, create bool) (err error) {
	refuse := func(cause error) error {
		return errs.Newf(errs.Unavailable, codeKeyFile, "无法写入密钥文件 %s，请检查磁盘空间和权限；原有密钥没有改变。", path).Because(cause)
	}
	text, err := json.MarshalIndent(f, "", "  ")
	if err != nil {
		return refuse(err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".keys-*") // mode 0600
	if err != nil {
		return refuse(err)
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.Write(append(text, '\n'))
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil && create {
		err = os.Link(temp.Name(), path) // unlike Rename, refuses to replace
	} else if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return refuse(err)
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return refuse(err)
	}
	if err := errors.Join(dir.Sync(), dir.Close()); err != nil {
		return refuse(err)
	}
	return nil
}
