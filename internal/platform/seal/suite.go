package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"hash"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
)

// Suite names the cipher of a key together with the hash that goes with it.
type Suite string

// The suites. GB/T 39786 asks systems of level three for the second; its software
// form here is no certified module, which docs/security.md says where it counts.
const (
	AES256GCM Suite = "aes-256-gcm" // with SHA-256
	SM4GCM    Suite = "sm4-gcm"     // GB/T 32907 with SM3, GB/T 32905
)

// Valid reports whether the suite is one of the two.
func (s Suite) Valid() bool { return s == AES256GCM || s == SM4GCM }

// aead returns the cipher under a key derived from secret: 32 bytes for AES, 16
// for SM4, whose keys have no other length.
func (s Suite) aead(secret []byte) (cipher.AEAD, error) {
	size, block := keySize, aes.NewCipher
	if s == SM4GCM {
		size, block = sm4.BlockSize, sm4.NewCipher
	}
	sub, err := s.derive(secret, "yikou seal field v1", size)
	if err != nil {
		return nil, err
	}
	b, err := block(sub)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s, err)
	}
	return cipher.NewGCM(b)
}

// hash returns a new hash of the suite.
func (s Suite) hash() hash.Hash {
	if s == SM4GCM {
		return sm3.New()
	}
	return sha256.New()
}

// derive returns a key of size bytes for one purpose, by HKDF (RFC 5869).
func (s Suite) derive(secret []byte, purpose string, size int) ([]byte, error) {
	return hkdf.Key(s.hash, secret, nil, purpose, size)
}
