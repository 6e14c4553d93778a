package secret

import (
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Argon2 are the costs of one password hash (RFC 9106).
type Argon2 struct {
	// Time is the number of passes, Memory is in KiB, Threads the lanes.
	Time    uint32 `yaml:"time"`
	Memory  uint32 `yaml:"memory"`
	Threads uint8  `yaml:"threads"`
}

// DefaultArgon2 takes about 50 ms and 46 MiB: the first choice of the OWASP
// cheat sheet on password storage.
var DefaultArgon2 = Argon2{Time: 1, Memory: 46 * 1024, Threads: 1}

const (
	saltSize = 16
	hashSize = 32
	// Bounds of a password, in characters. There is no rule about kinds of
	// characters: length is what counts (NIST SP 800-63B §3.1.1.2).
	minPassword = 10
	maxPassword = 128
)

// Hash returns the PHC form of the password's hash with a fresh salt.
func (a Argon2) Hash(password string, random io.Reader) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("salt of a password: %w", err)
	}
	return a.encode(salt, argon2.IDKey([]byte(password), salt, a.Time, a.Memory, a.Threads, hashSize)), nil
}

func (a Argon2) encode(salt, sum []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("%s$%s$%s", a.head(), b64.EncodeToString(salt), b64.EncodeToString(sum))
}

func (a Argon2) head() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d", argon2.Version, a.Memory, a.Time, a.Threads)
}

// VerifyPassword reports whether the password has the hash. A hash that cannot
// be read matches nothing.
func VerifyPassword(hash, password string) bool {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var version int
	var a Argon2
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &a.Memory, &a.Time, &a.Threads); err != nil || a.Time == 0 || a.Threads == 0 {
		return false
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(parts[4])
	want, sumErr := base64.RawStdEncoding.DecodeString(parts[5])
	if saltErr != nil || sumErr != nil || len(want) != hashSize {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, a.Time, a.Memory, a.Threads, hashSize)
	return subtle.ConstantTimeCompare(got, want) == 1
}

// Outdated reports whether the hash was made with other costs than these.
func (a Argon2) Outdated(hash string) bool { return !strings.HasPrefix(hash, a.head()+"$") }

//go:embed common_passwords.txt
var commonPasswords string

// initialAlphabet leaves out what people mistake for each other: 0 and o, 1, i
// and l.
const initialAlphabet = "23456789abcdefghjkmnpqrstuvwxyz"

// InitialPassword returns a password of four groups of five characters, 99 bits.
func InitialPassword(random io.Reader) (string, error) {
	var b strings.Builder
	one := make([]byte, 1)
	for n := 0; n < 20; {
		if _, err := io.ReadFull(random, one); err != nil {
			return "", fmt.Errorf("initial password: %w", err)
		}
		// Bytes beyond the last whole multiple would favour the first letters.
		if int(one[0]) >= 256/len(initialAlphabet)*len(initialAlphabet) {
			continue
		}
		if n > 0 && n%5 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(initialAlphabet[int(one[0])%len(initialAlphabet)])
		n++
	}
	return b.String(), nil
}
