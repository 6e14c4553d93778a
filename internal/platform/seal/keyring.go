package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/yikou/yikou/internal/kernel"
	"github.com/yikou/yikou/internal/platform/errs"
)

// keySize is the length of every key in bytes (AES-256).
const keySize = 32

// Keyring is the KeyProvider on keys in memory.
type Keyring struct {
	active  string
	aeads   map[string]cipher.AEAD
	root    []byte
	macRoot []byte
}

// NewKeyring returns a key ring. Every key is 32 random bytes; active names the
// one that new values are sealed with. Root is the secret that the blind index
// and derived keys come from: it never changes.
func NewKeyring(keys map[string][]byte, active string, root []byte) (*Keyring, error) {
	if len(root) != keySize {
		return nil, fmt.Errorf("seal: root secret of %d bytes instead of %d", len(root), keySize)
	}
	if _, ok := keys[active]; !ok {
		return nil, fmt.Errorf("seal: active key %q is not in the ring", active)
	}
	r := &Keyring{active: active, aeads: map[string]cipher.AEAD{}, root: root}
	for id, key := range keys {
		if id == "" || len(id) > maxKeyID || len(key) != keySize {
			return nil, fmt.Errorf("seal: key %q of %d bytes instead of %d", id, len(key), keySize)
		}
		sub, err := hkdf.Key(sha256.New, key, nil, "yikou seal field v1", keySize)
		if err != nil {
			return nil, fmt.Errorf("seal: derive key %q: %w", id, err)
		}
		block, err := aes.NewCipher(sub)
		if err != nil {
			return nil, fmt.Errorf("seal: key %q: %w", id, err)
		}
		if r.aeads[id], err = cipher.NewGCM(block); err != nil {
			return nil, fmt.Errorf("seal: key %q: %w", id, err)
		}
	}
	var err error
	r.macRoot, err = r.Derive("blind index v1")
	return r, err
}

// Active returns the id of the key that new values are sealed with.
func (r *Keyring) Active() string { return r.active }

// AEAD returns the cipher of a key, or ErrUnknownKey.
func (r *Keyring) AEAD(id string) (cipher.AEAD, error) {
	if aead, ok := r.aeads[id]; ok {
		return aead, nil
	}
	return nil, ErrUnknownKey
}

// MAC returns the HMAC-SHA-256 of message under the index key.
func (r *Keyring) MAC(message []byte) ([]byte, error) {
	mac := hmac.New(sha256.New, r.macRoot)
	_, _ = mac.Write(message) // a hash never fails
	return mac.Sum(nil), nil
}

// Derive returns 32 bytes for another purpose (signing cursors, one-time codes),
// by HKDF-SHA-256. Different purposes give keys that say nothing of each other.
func (r *Keyring) Derive(purpose string) ([]byte, error) {
	key, err := hkdf.Key(sha256.New, r.root, nil, "yikou derive "+purpose, keySize)
	if err != nil {
		return nil, fmt.Errorf("seal: derive %s: %w", purpose, err)
	}
	return key, nil
}

// keyFile is the file that the keys are kept in, as JSON.
type keyFile struct {
	Version int               `json:"version"`
	Active  string            `json:"active"`
	Keys    map[string]string `json:"keys"` // id → base64
	Root    string            `json:"root"`
}

// Codes of the refusals of a key file; each sentence says what to do.
const codeKeyFile = "seal.key_file"

// LoadOrCreate reads the key file, or makes one with fresh keys when there is
// none. Only its owner may read it (mode 0600): any other mode is refused. The
// file belongs in a backup apart from that of the database.
func LoadOrCreate(path string) (*Keyring, error) {
	ring, err := Load(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return ring, err
	}
	file := keyFile{Version: 1, Keys: map[string]string{}, Root: freshKey()}
	file.add()
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
	file, err := readKeyFile(path)
	if err != nil {
		return nil, err
	}
	broken := func(cause error) error {
		return errs.Newf(errs.Invalid, codeKeyFile, "密钥文件 %s 的内容不完整或已损坏，请从备份恢复；没有原来的密钥，已加密的数据无法读出。", path).Because(cause)
	}
	keys := map[string][]byte{}
	for id, text := range file.Keys {
		if keys[id], err = base64.StdEncoding.DecodeString(text); err != nil {
			return nil, broken(fmt.Errorf("key %s is not base64", id))
		}
	}
	root, err := base64.StdEncoding.DecodeString(file.Root)
	if err != nil {
		return nil, broken(errors.New("root is not base64"))
	}
	ring, err := NewKeyring(keys, file.Active, root)
	if err != nil {
		return nil, broken(err)
	}
	return ring, nil
}

// Rotate adds a fresh key to the key file and makes it the active one. Values
// sealed before still open; Reseal moves them.
func Rotate(path string) (*Keyring, error) {
	file, err := readKeyFile(path)
	if err != nil {
		return nil, err
	}
	file.add()
	if err := file.write(path, false); err != nil {
		return nil, err
	}
	return Load(path)
}

func readKeyFile(path string) (keyFile, error) {
	var file keyFile
	info, err := os.Stat(path)
	if err != nil {
		return file, errs.Newf(errs.Unavailable, codeKeyFile, "找不到或无法读取密钥文件 %s，请检查路径和权限。", path).Because(err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return file, errs.Newf(errs.Invalid, codeKeyFile, "密钥文件 %s 的权限是 %#o，其他用户也能读取。请执行 chmod 600 后重新启动。", path, mode)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return file, errs.Newf(errs.Unavailable, codeKeyFile, "无法读取密钥文件 %s，请检查权限。", path).Because(err)
	}
	if err := json.Unmarshal(text, &file); err != nil || file.Version != 1 {
		return file, errs.Newf(errs.Invalid, codeKeyFile, "密钥文件 %s 的内容不完整或已损坏，请从备份恢复；没有原来的密钥，已加密的数据无法读出。", path)
	}
	return file, nil
}

func (f *keyFile) add() {
	f.Active = kernel.NewID()[:13] // the time it was made, in milliseconds, as hexadecimal digits
	for f.Keys[f.Active] != "" {
		f.Active = kernel.NewID()[:13]
	}
	f.Keys[f.Active] = freshKey()
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
