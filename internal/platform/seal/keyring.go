package seal

import (
	"crypto/cipher"
	"crypto/hmac"
	"encoding/base64"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
)

// keySize is the length of every secret in bytes.
const keySize = 32

// Keyring is the KeyProvider on a key file, or on keys in memory. It notices when
// the file has changed: a key that another process made active is the one that
// the next value here is sealed with.
type Keyring struct {
	path string // empty for keys in memory
	mu   sync.Mutex
	held atomic.Pointer[heldKeys]
}

// heldKeys are the keys as one reading of the file gave them.
type heldKeys struct {
	active  string
	aeads   map[string]cipher.AEAD
	suite   Suite // of the root: that of the first key ever
	root    []byte
	macRoot []byte
	file    os.FileInfo
}

// NewKeyring returns a key ring of AES keys in memory. Every key is 32 random
// bytes; active names the one that new values are sealed with. Root is the secret
// that the blind index and derived keys come from: it never changes.
func NewKeyring(keys map[string][]byte, active string, root []byte) (*Keyring, error) {
	file := keyFile{Active: active, Keys: map[string]fileKey{}, Root: base64.StdEncoding.EncodeToString(root)}
	for id, key := range keys {
		file.Keys[id] = fileKey{Suite: AES256GCM, Secret: base64.StdEncoding.EncodeToString(key)}
	}
	held, err := file.held()
	if err != nil {
		return nil, err
	}
	r := &Keyring{}
	r.held.Store(held)
	return r, nil
}

// Active returns the id of the key that new values are sealed with. It looks at
// the key file, which costs a microsecond, so that a rotation counts at once.
func (r *Keyring) Active() string { return r.fresh().active }

// AEAD returns the cipher of a key, or ErrUnknownKey. A key that is not held may
// have come since: then the file is read again.
func (r *Keyring) AEAD(id string) (cipher.AEAD, error) {
	if aead, ok := r.held.Load().aeads[id]; ok {
		return aead, nil
	}
	if aead, ok := r.fresh().aeads[id]; ok {
		return aead, nil
	}
	return nil, ErrUnknownKey
}

// fresh returns the keys of the file as it is now. A file that cannot be read
// leaves the keys that are held in use.
func (r *Keyring) fresh() *heldKeys {
	held := r.held.Load()
	if r.path == "" || held.current(r.path) {
		return held
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if held = r.held.Load(); held.current(r.path) {
		return held
	}
	if next, err := readHeld(r.path); err == nil {
		r.held.Store(next)
		return next
	}
	return held
}

// current reports whether the file at path is still the one that was read. The
// file is always replaced, never written over.
func (h *heldKeys) current(path string) bool {
	info, err := os.Stat(path)
	return err == nil && os.SameFile(info, h.file) && info.ModTime().Equal(h.file.ModTime())
}

// MAC returns the HMAC of message under the index key, with the hash of the
// suite that the key file was made with: SHA-256 or SM3.
func (r *Keyring) MAC(message []byte) ([]byte, error) {
	held := r.held.Load()
	mac := hmac.New(held.suite.hash, held.macRoot)
	_, _ = mac.Write(message) // a hash never fails
	return mac.Sum(nil), nil
}

// Derive returns 32 bytes for another purpose (signing cursors, one-time codes),
// by HKDF with the hash of the suite that the key file was made with. Different
// purposes give keys that say nothing of each other.
func (r *Keyring) Derive(purpose string) ([]byte, error) { return r.held.Load().derive(purpose) }

func (h *heldKeys) derive(purpose string) ([]byte, error) {
	key, err := h.suite.derive(h.root, "yikou derive "+purpose, keySize)
	if err != nil {
		return nil, fmt.Errorf("seal: derive %s: %w", purpose, err)
	}
	return key, nil
}
