package seal

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
)

// KeyProvider holds the keys. It must be safe for concurrent use.
type KeyProvider interface {
	// Active returns the id of the key that new values are sealed with: 1 to
	// 32 bytes.
	Active() string
	// AEAD returns the cipher of a key, or ErrUnknownKey.
	AEAD(id string) (cipher.AEAD, error)
	// MAC returns a keyed digest of message for blind indexes, at least 32
	// bytes. Its key never changes: indexes made with another would be lost.
	MAC(message []byte) ([]byte, error)
}

// The failures of Open. Neither says anything about the value.
var (
	// ErrUnknownKey means that the key a value names is not there.
	ErrUnknownKey = errors.New("seal: the key of this value is not in the key ring")
	// ErrBroken means that a value is damaged, forged, or of another place.
	ErrBroken = errors.New("seal: the value is damaged or belongs elsewhere")
)

// Place is where a sealed value lives. A value opens only in its own place.
type Place struct{ Table, Column, Row string }

// Sealer seals and opens fields. It is safe for concurrent use.
type Sealer struct{ keys KeyProvider }

// New returns a sealer that uses the keys of a provider.
func New(keys KeyProvider) *Sealer { return &Sealer{keys: keys} }

// formatVersion is the first byte of every sealed value: version, length of the
// key id, key id, nonce, ciphertext with tag; as unpadded base64url text.
const formatVersion = 1

const (
	maxKeyID = 32
	// maxSealed bounds what Open decodes: no field is near a megabyte.
	maxSealed = 1 << 20
)

// encoding refuses texts that differ in bits nobody reads.
func encoding() *base64.Encoding { return base64.RawURLEncoding.Strict() }

// Seal encrypts a value for its place. Two calls never give the same text.
func (s *Sealer) Seal(p Place, value string) (string, error) {
	id := s.keys.Active()
	if id == "" || len(id) > maxKeyID {
		return "", fmt.Errorf("seal %s.%s: key id of %d bytes", p.Table, p.Column, len(id))
	}
	aead, err := s.keys.AEAD(id)
	if err != nil {
		return "", fmt.Errorf("seal %s.%s: %w", p.Table, p.Column, err)
	}
	header := append([]byte{formatVersion, byte(len(id))}, id...)
	nonce := make([]byte, aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return "", fmt.Errorf("seal %s.%s: %w", p.Table, p.Column, err)
	}
	sealed := append(append([]byte(nil), header...), nonce...)
	return encoding().EncodeToString(aead.Seal(sealed, nonce, []byte(value), p.bind(header))), nil
}

// Open returns the value that was sealed for the place. It fails with ErrBroken
// for anything that Seal did not make for this very place, and with
// ErrUnknownKey when the key is missing.
func (s *Sealer) Open(p Place, sealed string) (string, error) {
	id, raw, err := parse(sealed)
	if err != nil {
		return "", fmt.Errorf("open %s.%s: %w", p.Table, p.Column, err)
	}
	aead, err := s.keys.AEAD(id)
	if err != nil {
		return "", fmt.Errorf("open %s.%s: %w", p.Table, p.Column, err)
	}
	body := 2 + len(id)
	if len(raw) < body+aead.NonceSize()+aead.Overhead() {
		return "", fmt.Errorf("open %s.%s: %w", p.Table, p.Column, ErrBroken)
	}
	header, nonce, box := raw[:body], raw[body:body+aead.NonceSize()], raw[body+aead.NonceSize():]
	value, err := aead.Open(nil, nonce, box, p.bind(header))
	if err != nil {
		return "", fmt.Errorf("open %s.%s: %w", p.Table, p.Column, ErrBroken)
	}
	return string(value), nil
}

// Reseal moves a value to the active key. It returns the text unchanged and
// false when it is sealed with that key already.
func (s *Sealer) Reseal(p Place, sealed string) (text string, changed bool, err error) {
	id, _, err := parse(sealed)
	if err != nil {
		return "", false, fmt.Errorf("reseal %s.%s: %w", p.Table, p.Column, err)
	}
	if id == s.keys.Active() {
		return sealed, false, nil
	}
	value, err := s.Open(p, sealed)
	if err != nil {
		return "", false, err
	}
	text, err = s.Seal(p, value)
	return text, err == nil, err
}

// KeyOf returns the id of the key that a value is sealed with, or ErrBroken.
func KeyOf(sealed string) (string, error) {
	id, _, err := parse(sealed)
	return id, err
}

// Prefix is how every value sealed with a key begins, as far as a letter of the
// text depends on the id alone: stores find by it what another key sealed. The
// ids that Rotate makes end where a letter does, so that no two share a prefix.
func Prefix(id string) string {
	header := append([]byte{formatVersion, byte(len(id))}, id...)
	return encoding().EncodeToString(header)[:len(header)*8/6]
}

// parse takes a sealed text apart as far as needs no key.
func parse(sealed string) (id string, raw []byte, err error) {
	if len(sealed) > maxSealed {
		return "", nil, ErrBroken
	}
	raw, err = encoding().DecodeString(sealed)
	if err != nil || len(raw) < 3 || raw[0] != formatVersion {
		return "", nil, ErrBroken
	}
	n := int(raw[1])
	if n == 0 || n > maxKeyID || len(raw) < 2+n {
		return "", nil, ErrBroken
	}
	return string(raw[2 : 2+n]), raw, nil
}

// bind is the additional data: header and place, each with its length, so that
// no two places read the same.
func (p Place) bind(header []byte) []byte {
	bound := append([]byte(nil), header...)
	for _, part := range []string{p.Table, p.Column, p.Row} {
		bound = binary.BigEndian.AppendUint32(bound, uint32(len(part)))
		bound = append(bound, part...)
	}
	return bound
}

// Index returns the blind index of a value: equal values of one column have
// equal indexes, and without the key nobody can try values out. Normalise the
// value first (NormalPhone, NormalCode). It is 64 hexadecimal digits.
func (s *Sealer) Index(table, column, value string) (string, error) {
	sum, err := s.keys.MAC(Place{table, column, value}.bind(nil))
	if err != nil {
		return "", fmt.Errorf("index %s.%s: %w", table, column, err)
	}
	if len(sum) < 32 {
		return "", fmt.Errorf("index %s.%s: digest of %d bytes", table, column, len(sum))
	}
	return hex.EncodeToString(sum[:32]), nil
}
