package attachment_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// resized is a photo that says another size than it has.
func resized(t *testing.T, kind string, width, height uint32) []byte {
	t.Helper()
	switch kind {
	case "png":
		data := photoPNG(t)
		binary.BigEndian.PutUint32(data[16:], width)
		binary.BigEndian.PutUint32(data[20:], height)
		binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
		return data
	case "jpeg":
		data := photoJPEG(t, 1)
		at := bytes.Index(data, []byte{0xFF, 0xC0, 0, 17, 8})
		require.Positive(t, at)
		binary.BigEndian.PutUint16(data[at+5:], uint16(height))
		binary.BigEndian.PutUint16(data[at+7:], uint16(width))
		return data
	case "webp":
		body := []byte{0, 0, 0, 0, byte(width - 1), byte((width - 1) >> 8), byte((width - 1) >> 16), byte(height - 1), byte((height - 1) >> 8), byte((height - 1) >> 16)}
		chunk := append(binary.LittleEndian.AppendUint32([]byte("VP8X"), uint32(len(body))), body...)
		chunk = append(chunk, "VP8L\x06\x00\x00\x00\x2f\x00\x00\x00\x00\x00"...)
		return append(append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(chunk)+4)), "WEBP"...), chunk...)
	}
	t.Fatal(kind)
	return nil
}

func TestAPhotoThatUnpacksToGigabytesIsNotKept(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for _, kind := range []string{"png", "jpeg", "webp"} {
		t.Run(kind, func(t *testing.T) {
			for side, want := range map[uint32]error{4000: nil, 10_000: nil, 10_001: attachment.ErrHuge, 16_000: attachment.ErrHuge} {
				ticket, err := b.Draw(t.Context())
				require.NoError(t, err)
				_, err = b.Add(t.Context(), ticket, bytes.NewReader(resized(t, kind, side, side)))
				require.ErrorIs(t, err, want, fmt.Sprint(side))
			}
		})
	}
}
