package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Keys is the secret material of a Keyring.
type Keys struct {
	// Active is the id of the key that seals; every other key only opens.
	Active string `json:"active"`
	// Fields are the keys by id, 32 bytes each. An id has 1 to 64 characters.
	Fields map[string][]byte `json:"fields"`
	// Index is the key of the blind index, 32 bytes. It cannot be rotated without
	// computing every index again.
	Index []byte `json:"index"`
}

// Provider hands over keys. The file of LoadOrCreate is one; a hardware module
// or a key service can be another.
type Provider interface {
	Keys() (Keys, error)
}

// Keyring seals, opens and indexes fields. It is safe for concurrent use.
type Keyring struct {
	active string
	fields map[string]cipher.AEAD
	index  []byte
}

const keySize = 32

// ErrSealed is returned by Open for a value that is damaged, belongs to another
// place, or was sealed with a key that is not in the ring. It does not say
// which, on purpose.
var ErrSealed = errors.New("seal: value cannot be opened here")

// New returns a ring with the provider's keys.
func New(p Provider) (*Keyring, error) {
	keys, err := p.Keys()
	if err != nil {
		return nil, err
	}
	if len(keys.Index) != keySize || keys.Fields[keys.Active] == nil {
		return nil, errors.New("seal: the keys lack the active key or the index key")
	}
	ring := &Keyring{active: keys.Active, fields: map[string]cipher.AEAD{}}
	for id, key := range keys.Fields {
		if len(key) != keySize || len(id) == 0 || len(id) > 64 {
			return nil, fmt.Errorf("seal: key %q must have an id of 1 to 64 characters and 32 bytes", id)
		}
		if ring.fields[id], err = gcm(key); err != nil {
			return nil, err
		}
	}
	ring.index, err = hkdf.Key(sha256.New, keys.Index, nil, "yikou blind index", keySize)
	return ring, err
}

func gcm(key []byte) (cipher.AEAD, error) {
	derived, err := hkdf.Key(sha256.New, key, nil, "yikou field AES-256-GCM", keySize)
	if err != nil {
		return nil, fmt.Errorf("derive field key: %w", err)
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, fmt.Errorf("prepare AES: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// form is the first byte of a sealed value: how the rest is to be read.
const form = 1

// Seal encrypts plain for its place with the active key. Sealing the same value
// twice gives two different results.
func (k *Keyring) Seal(place string, plain []byte) ([]byte, error) {
	sealed := append([]byte{form, byte(len(k.active))}, k.active...)
	return k.fields[k.active].Seal(sealed, nil, plain, bound(place, k.active)), nil
}

// Open decrypts a value that was sealed for the place. It fails with ErrSealed.
func (k *Keyring) Open(place string, sealed []byte) ([]byte, error) {
	id, body, ok := split(sealed)
	if !ok {
		return nil, ErrSealed
	}
	aead, ok := k.fields[id]
	if !ok {
		return nil, ErrSealed
	}
	plain, err := aead.Open(nil, nil, body, bound(place, id))
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// Reseal returns the value sealed with the active key, and false when it already
// is. It fails with ErrSealed.
func (k *Keyring) Reseal(place string, sealed []byte) (fresh []byte, changed bool, err error) {
	if id, _, ok := split(sealed); ok && id == k.active {
		_, err := k.Open(place, sealed)
		return sealed, false, err
	}
	plain, err := k.Open(place, sealed)
	if err != nil {
		return nil, false, err
	}
	fresh, err = k.Seal(place, plain)
	return fresh, true, err
}

// Index returns the blind index of a value: equal for equal values of one
// purpose, telling nothing else without the key. The caller normalizes the value.
func (k *Keyring) Index(purpose, value string) string {
	mac := hmac.New(sha256.New, k.index)
	_, _ = fmt.Fprintf(mac, "%d:%s%s", len(purpose), purpose, value) // a hash never fails
	return hex.EncodeToString(mac.Sum(nil))
}

// bound is what is authenticated beside the value: where it belongs and how it
// is written.
func bound(place, id string) []byte {
	return fmt.Appendf(nil, "%d|%s|%s", form, id, place)
}

func split(sealed []byte) (id string, body []byte, ok bool) {
	if len(sealed) < 2 || sealed[0] != form || len(sealed) < 2+int(sealed[1]) {
		return "", nil, false
	}
	end := 2 + int(sealed[1])
	return string(sealed[2:end]), sealed[end:], true
}

// file keeps the keys of an instance without a key service.
type file struct{ path string }

// LoadOrCreate returns the ring whose keys the file holds, made at random if
// there is no file. Only its owner may read the file; whoever loses it loses
// every sealed field, so it is backed up apart from the database.
func LoadOrCreate(path string) (*Keyring, error) {
	ring, err := New(file{path})
	if !errors.Is(err, os.ErrNotExist) {
		return ring, err
	}
	if err := create(path); err != nil {
		return nil, fmt.Errorf("建立密钥文件 %s 没有成功：%w", path, err)
	}
	return New(file{path})
}

// Keys reads the file.
func (f file) Keys() (Keys, error) {
	var keys Keys
	info, err := os.Stat(f.path)
	if err != nil {
		return keys, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return keys, fmt.Errorf("密钥文件 %s 能被别的用户读取，请把权限改为 600", f.path)
	}
	text, err := os.ReadFile(f.path)
	if err != nil {
		return keys, err
	}
	if err := json.Unmarshal(text, &keys); err != nil {
		return keys, fmt.Errorf("密钥文件 %s 已损坏，请从备份恢复", f.path)
	}
	return keys, nil
}

// create writes a new key file in one step: two programs that start together
// end up with the same one.
func create(path string) error {
	keys := Keys{Active: "k1", Fields: map[string][]byte{"k1": make([]byte, keySize)}, Index: make([]byte, keySize)}
	for _, secret := range [][]byte{keys.Fields["k1"], keys.Index} {
		_, _ = rand.Read(secret) // never fails
	}
	text, err := json.MarshalIndent(keys, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), ".keys-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.Write(text)
	if err == nil {
		err = draft.Sync()
	}
	if closeErr := draft.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return nil
}
