package factor

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The examples of RFC 6238, appendix B, SHA-1, cut to six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	for at, code := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		now := time.Unix(at, 0)
		n, right := match(key, code, 0, now)
		require.True(t, right, code)
		require.Equal(t, stepAt(now), n)
		_, right = match(key, code, n, now)
		require.False(t, right, "a step that is over was accepted")
		for off, right := range map[time.Duration]bool{-60 * time.Second: false, -30 * time.Second: true, 30 * time.Second: true, 60 * time.Second: false} {
			if now.Add(off).Unix() < 0 {
				continue
			}
			_, got := match(key, code, 0, now.Add(off))
			require.Equal(t, right, got, "%s at %s", code, off)
		}
	}
	for _, code := range []string{"", "28708", "2870822", "abcdef"} {
		_, right := match(key, code, 0, time.Unix(59, 0))
		require.False(t, right, code)
	}
}

func TestAKeyIsRandomAndDrawnHere(t *testing.T) {
	t.Parallel()
	key, err := newKey(rand.Reader)
	require.NoError(t, err)
	require.Len(t, key, 32)
	_, err = newKey(bytes.NewReader(make([]byte, 19)))
	require.Error(t, err)
	require.Equal(t, "ABCD EFGH I", inGroups("ABCDEFGHI"))
	text := address("望渚区一口办理", "zhang", key)
	require.True(t, strings.HasPrefix(text, "otpauth://totp/%E6%9C%9B"), text)
	require.Contains(t, text, "secret="+key)
	drawn, err := picture(text)
	require.NoError(t, err)
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(drawn, "data:image/png;base64,"))
	require.NoError(t, err)
	image, err := png.Decode(bytes.NewReader(raw))
	require.NoError(t, err)
	require.Equal(t, pictureSize, image.Bounds().Dx())
}

func TestRecoveryCodesDifferAndAreReadHoweverTheyAreTyped(t *testing.T) {
	t.Parallel()
	codes, err := newRecoveryCodes(rand.Reader)
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, c := range codes {
		require.Regexp(t, `^[2-9a-z]{5}-[2-9a-z]{5}$`, c)
		require.NotEqual(t, codeLength, len(plain(c)), "a recovery code passes for a code of the telephone")
		seen[c] = true
	}
	require.Len(t, seen, recoveryCodes)
	require.Equal(t, "abcde23456", plain(" ABCDE - 2345６"))
	_, err = newRecoveryCodes(bytes.NewReader(make([]byte, 99)))
	require.Error(t, err)
}
