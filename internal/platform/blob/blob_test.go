package blob_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/platform/blob"
)

func setup(t *testing.T) (*blob.Store, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blobs")
	s, err := blob.Open(dir, 1000)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s, dir
}

// files lists every file below a folder.
func files(t *testing.T, dir string) (list []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, name)
		}
		return err
	}))
	return list
}

func TestABlobIsReadBackAsItWasPut(t *testing.T) {
	t.Parallel()
	s, _ := setup(t)
	content := bytes.Repeat([]byte("一口"), 100)
	info, err := s.Put(t.Context(), bytes.NewReader(content))
	require.NoError(t, err)
	sum := sha256.Sum256(content)
	require.Equal(t, blob.Info{ID: info.ID, Size: 600, SHA256: hex.EncodeToString(sum[:])}, info)
	file, size, err := s.Open(info.ID)
	require.NoError(t, err)
	require.EqualValues(t, 600, size)
	got, err := io.ReadAll(file)
	require.NoError(t, err)
	require.NoError(t, file.Close())
	require.Equal(t, content, got)
	require.NoError(t, s.Delete(info.ID))
	require.NoError(t, s.Delete(info.ID))
	_, _, err = s.Open(info.ID)
	require.ErrorIs(t, err, blob.ErrNotFound)
}

func TestNothingIsKeptOfABlobThatDidNotArriveWhole(t *testing.T) {
	t.Parallel()
	s, dir := setup(t)
	_, err := s.Put(t.Context(), strings.NewReader(strings.Repeat("x", 1001)))
	require.ErrorIs(t, err, blob.ErrTooLarge)
	broken := errors.New("the line broke")
	_, err = s.Put(t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)))
	require.ErrorIs(t, err, broken)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = s.Put(ctx, strings.NewReader("late"))
	require.ErrorIs(t, err, context.Canceled)
	require.Empty(t, files(t, dir))
	info, err := s.Put(t.Context(), strings.NewReader(strings.Repeat("x", 1000)))
	require.NoError(t, err, "exactly the limit fits")
	require.EqualValues(t, 1000, info.Size)
}

func TestAnIdNeverLeadsOutOfTheFolder(t *testing.T) {
	t.Parallel()
	s, dir := setup(t)
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(dir), "secret"), []byte("x"), 0o600))
	for _, id := range []string{"", "x", "../secret", "../../etc/passwd", strings.Repeat("../", 11) + "abc"} {
		_, _, err := s.Open(id)
		require.ErrorIs(t, err, blob.ErrNotFound, id)
		require.NoError(t, s.Delete(id))
	}
	require.FileExists(t, filepath.Join(filepath.Dir(dir), "secret"))
}

func TestWhatACrashLeftIsSweptOnceItIsOld(t *testing.T) {
	t.Parallel()
	s, dir := setup(t)
	left := filepath.Join(dir, "unfinished", "half")
	require.NoError(t, os.WriteFile(left, []byte("x"), 0o600))
	old := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	require.NoError(t, os.Chtimes(left, old, old))
	info, err := s.Put(t.Context(), strings.NewReader("kept"))
	require.NoError(t, err)
	require.NoError(t, s.Sweep(old))
	require.FileExists(t, left)
	require.NoError(t, s.Sweep(old.Add(time.Hour)))
	require.NoFileExists(t, left)
	_, _, err = s.Open(info.ID)
	require.NoError(t, err)
}
