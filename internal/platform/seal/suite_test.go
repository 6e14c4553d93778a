package seal_test

import (
	"crypto/cipher"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/seal"
)

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	require.NoError(t, err)
	return raw
}

// The library is one person's: it counts only as far as it gives the answers that
// the standards print. GB/T 32905 A.1, GB/T 32907 A.1, RFC 8998 A.1.
func TestTheNationalAlgorithmsGiveTheAnswersOfTheirStandards(t *testing.T) {
	t.Parallel()
	sum := sm3.Sum([]byte("abc"))
	require.Equal(t, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", hex.EncodeToString(sum[:]))

	block, err := sm4.NewCipher(unhex(t, "0123456789abcdeffedcba9876543210"))
	require.NoError(t, err)
	out := make([]byte, 16)
	block.Encrypt(out, unhex(t, "0123456789abcdeffedcba9876543210"))
	require.Equal(t, "681edf34d206965e86b3e94f536e4246", hex.EncodeToString(out))

	gcm, err := cipher.NewGCM(block)
	require.NoError(t, err)
	plain := unhex(t, "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA")
	box := gcm.Seal(nil, unhex(t, "00001234567800000000ABCD"), plain, unhex(t, "FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"))
	require.Equal(t, unhex(t, "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D83DE3541E4C2B58177E065A9BF7B62EC"), box)
}

func TestAValueOfOneSuiteIsReadAfterTheChangeToTheOther(t *testing.T) {
	t.Parallel()
	here := seal.Place{Table: "t", Column: "c", Row: "r"}
	for first, then := range map[seal.Suite]seal.Suite{seal.AES256GCM: seal.SM4GCM, seal.SM4GCM: seal.AES256GCM} {
		path := filepath.Join(t.TempDir(), "keys.json")
		ring, err := seal.LoadOrCreate(path, first)
		require.NoError(t, err)
		s := seal.New(ring)
		old, err := s.Seal(here, "19000000001")
		require.NoError(t, err)
		index, err := s.Index("t", "c", "19000000001")
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(old, seal.Prefix(ring.Active())))

		_, err = seal.Rotate(path, then)
		require.NoError(t, err)
		require.False(t, strings.HasPrefix(old, seal.Prefix(ring.Active())))
		moved, changed, err := s.Reseal(here, old)
		require.NoError(t, err)
		require.True(t, changed)
		for _, sealed := range []string{old, moved} {
			value, err := s.Open(here, sealed)
			require.NoError(t, err)
			require.Equal(t, "19000000001", value)
		}
		again, err := s.Index("t", "c", "19000000001")
		require.NoError(t, err)
		require.Equal(t, index, again, "the change of suite lost the index")

		keys, err := seal.Keys(path)
		require.NoError(t, err)
		require.Len(t, keys, 2)
		require.Equal(t, []seal.Suite{first, then}, []seal.Suite{keys[0].Suite, keys[1].Suite})
		require.False(t, keys[0].CreatedAt.IsZero())
		require.ErrorContains(t, seal.Forget(path, keys[1].ID), "正在使用")
		require.NoError(t, seal.Forget(path, keys[0].ID))
		require.ErrorContains(t, seal.Forget(path, keys[0].ID), "没有编号")
		fresh, err := seal.Load(path)
		require.NoError(t, err)
		_, err = seal.New(fresh).Open(here, old)
		require.ErrorIs(t, err, seal.ErrUnknownKey)
	}
}

func TestAKeyFileOfTheFirstFormStaysReadable(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "keys.json")
	const secret = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
	require.NoError(t, os.WriteFile(path, []byte(`{"version":1,"active":"k","keys":{"k":"`+secret+`"},"root":"`+secret+`"}`), 0o600))
	ring, err := seal.Load(path)
	require.NoError(t, err)
	same, err := seal.NewKeyring(map[string][]byte{"k": []byte("0123456789abcdef0123456789abcdef")}, "k", []byte("0123456789abcdef0123456789abcdef"))
	require.NoError(t, err)
	here := seal.Place{Table: "t", Column: "c", Row: "r"}
	sealed, err := seal.New(same).Seal(here, "x")
	require.NoError(t, err)
	value, err := seal.New(ring).Open(here, sealed)
	require.NoError(t, err)
	require.Equal(t, "x", value)
}
