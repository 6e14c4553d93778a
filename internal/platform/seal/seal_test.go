package seal_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/yikou/yikou/internal/platform/seal"
)

type fixed seal.Keys

func (f fixed) Keys() (seal.Keys, error) { return seal.Keys(f), nil }

func ring(t require.TestingT, active string, ids ...string) *seal.Keyring {
	keys := seal.Keys{Active: active, Fields: map[string][]byte{}, Index: bytes.Repeat([]byte{9}, 32)}
	for _, id := range ids {
		keys.Fields[id] = bytes.Repeat([]byte(id[:1]), 32)
	}
	k, err := seal.New(fixed(keys))
	require.NoError(t, err)
	return k
}

func TestWhatIsSealedOpensOnlyInItsPlace(t *testing.T) {
	t.Parallel()
	k := ring(t, "a", "a")
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		place, other := rapid.String().Draw(t, "place"), rapid.String().Draw(t, "other")
		sealed, err := k.Seal(place, plain)
		require.NoError(t, err)
		opened, err := k.Open(place, sealed)
		require.NoError(t, err)
		require.True(t, bytes.Equal(plain, opened))
		again, err := k.Seal(place, plain)
		require.NoError(t, err)
		require.NotEqual(t, sealed, again)
		if other != place {
			_, err = k.Open(other, sealed)
			require.ErrorIs(t, err, seal.ErrSealed)
		}
	})
}

func TestEveryChangedByteIsNoticed(t *testing.T) {
	t.Parallel()
	k := ring(t, "a", "a", "b")
	sealed, err := k.Seal("p", []byte("19000001234"))
	require.NoError(t, err)
	require.NotContains(t, string(sealed), "1900000")
	for i := range sealed {
		for _, flip := range []byte{1, 0x80, 'a' ^ 'b'} {
			broken := bytes.Clone(sealed)
			broken[i] ^= flip
			_, err := k.Open("p", broken)
			require.ErrorIs(t, err, seal.ErrSealed, "byte %d", i)
		}
		_, err = k.Open("p", sealed[:i])
		require.ErrorIs(t, err, seal.ErrSealed)
	}
}

func TestAnOldValueOpensAfterRotationAndIsResealedOnce(t *testing.T) {
	t.Parallel()
	old, err := ring(t, "a", "a").Seal("p", []byte("value"))
	require.NoError(t, err)
	rotated := ring(t, "b", "a", "b")
	fresh, changed, err := rotated.Reseal("p", old)
	require.NoError(t, err)
	require.True(t, changed)
	again, changed, err := rotated.Reseal("p", fresh)
	require.NoError(t, err)
	require.False(t, changed)
	require.Equal(t, fresh, again)
	onlyNew := ring(t, "b", "b")
	plain, err := onlyNew.Open("p", fresh)
	require.NoError(t, err)
	require.Equal(t, "value", string(plain))
	_, err = onlyNew.Open("p", old)
	require.ErrorIs(t, err, seal.ErrSealed)
}

func TestTheBlindIndexDependsOnPurposeValueAndKey(t *testing.T) {
	t.Parallel()
	k := ring(t, "a", "a")
	require.Equal(t, k.Index("phone", "19000001234"), ring(t, "b", "b").Index("phone", "19000001234"), "rotation keeps the index")
	require.NotEqual(t, k.Index("phone", "19000001234"), k.Index("phone", "19000001235"))
	require.NotEqual(t, k.Index("phone", "x"), k.Index("phonex", ""))
	require.NotContains(t, k.Index("phone", "19000001234"), "1234")
}

func TestTheKeyFileIsMadeOnceAndGuarded(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "secret", "keys.json")
	first, err := seal.LoadOrCreate(path)
	require.NoError(t, err)
	sealed, err := first.Seal("p", []byte("value"))
	require.NoError(t, err)
	second, err := seal.LoadOrCreate(path)
	require.NoError(t, err)
	plain, err := second.Open("p", sealed)
	require.NoError(t, err)
	require.Equal(t, "value", string(plain))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.EqualValues(t, 0o600, info.Mode().Perm())

	require.NoError(t, os.Chmod(path, 0o644))
	_, err = seal.LoadOrCreate(path)
	require.ErrorContains(t, err, "600")
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	require.NoError(t, os.Chmod(path, 0o600))
	_, err = seal.LoadOrCreate(path)
	require.ErrorContains(t, err, "备份")
}

func TestMasksShowNoMiddle(t *testing.T) {
	t.Parallel()
	require.Equal(t, "190****1234", seal.Phone("19000001234"))
	require.Equal(t, "张**", seal.Name("张示例"))
	require.Equal(t, "*", seal.Name("张"))
	require.Equal(t, "390***********1234", seal.IdentityNumber("390102199001011234"))
	require.Equal(t, "***************0123", seal.BankAccount("6222020000000000123"))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[0-9]{1,20}`).Draw(t, "digits")
		for _, masked := range []string{seal.Phone(s), seal.IdentityNumber(s), seal.BankAccount(s)} {
			require.Len(t, masked, len(s))
			require.LessOrEqual(t, len(strings.ReplaceAll(masked, "*", "")), 7)
			require.Contains(t, masked, "*")
		}
	})
}

func TestSavingAMaskedFormKeepsTheValue(t *testing.T) {
	t.Parallel()
	require.Equal(t, "19000001234", seal.Kept("19000001234", "190****1234", seal.Phone))
	require.Equal(t, "19000009999", seal.Kept("19000001234", "19000009999", seal.Phone))
	require.Equal(t, "", seal.Kept("19000001234", "", seal.Phone))
}

func FuzzOpenNeverPanics(f *testing.F) {
	k := ring(f, "a", "a")
	sealed, err := k.Seal("p", []byte("value"))
	require.NoError(f, err)
	f.Add("p", sealed)
	f.Add("", []byte{1, 255})
	f.Fuzz(func(t *testing.T, place string, data []byte) {
		plain, err := k.Open(place, data)
		if err == nil && !(place == "p" && string(plain) == "value") {
			t.Fatal("opened what was never sealed")
		}
	})
}
