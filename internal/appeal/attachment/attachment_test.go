package attachment_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/platform/audit"
	"github.com/yikou/yikou/internal/platform/blob"
	"github.com/yikou/yikou/internal/platform/clock"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// sequence gives other bytes at each reading.
type sequence struct{ next byte }

func (s *sequence) Read(p []byte) (int, error) {
	s.next++
	for i := range p {
		p[i] = s.next
	}
	return len(p), nil
}

type bundle struct {
	*attachment.Service
	fixed *clock.Fixed
	files *blob.Store
}

func setup(t *testing.T, d *db.DB) bundle {
	t.Helper()
	files, err := blob.Open(t.TempDir(), 1<<30)
	require.NoError(t, err)
	fixed := clock.NewFixed(time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC))
	return bundle{fixed: fixed, files: files, Service: attachment.New(attachment.Deps{DB: d, Clock: fixed, Audit: audit.New(d, fixed), Files: files, Random: &sequence{}})}
}

// secret stands for where a picture was taken.
const secret = "36.6512N 117.1201E"

// tiff says in a TIFF block which way is up, and the secret.
func tiff(up byte) []byte {
	return append([]byte{'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, up, 0, 0, 0, 0, 0, 0}, secret...)
}

func photo(t *testing.T) image.Image {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 40, 20))
	for x := range 40 {
		m.Set(x, 5, color.RGBA{uint8(x * 6), 80, 200, 255})
	}
	return m
}

// photoJPEG is a photo as a phone makes it: with Exif before and a comment, and a
// second picture with its own behind.
func photoJPEG(t *testing.T, up byte) []byte {
	t.Helper()
	var plain bytes.Buffer
	require.NoError(t, jpeg.Encode(&plain, photo(t), nil))
	segment := func(kind byte, body []byte) []byte {
		return append([]byte{0xFF, kind, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
	}
	out := append([]byte{}, plain.Bytes()[:2]...)
	out = append(out, segment(0xE1, append([]byte("Exif\x00\x00"), tiff(up)...))...)
	out = append(out, segment(0xE1, []byte("http://ns.adobe.com/xap/1.0/\x00"+secret))...)
	out = append(out, segment(0xFE, []byte(secret))...)
	out = append(out, plain.Bytes()[2:]...)
	return append(out, append([]byte{0xFF, 0xD8}, segment(0xE1, append([]byte("Exif\x00\x00"), append(tiff(up), 0xFF, 0xD9)...))...)...)
}

func photoPNG(t *testing.T) []byte {
	t.Helper()
	var plain bytes.Buffer
	require.NoError(t, png.Encode(&plain, photo(t)))
	chunk := func(name, body string) []byte {
		out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		out = append(out, name+body...)
		return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(name+body)))
	}
	out := append([]byte{}, plain.Bytes()[:33]...)
	out = append(out, chunk("eXIf", string(tiff(1)))...)
	out = append(out, chunk("tEXt", "GPS\x00"+secret)...)
	out = append(out, plain.Bytes()[33:]...)
	return append(out, secret...)
}

func photoWebP() []byte {
	chunk := func(name string, body []byte) []byte {
		out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
		out = append(out, body...)
		if len(body)%2 == 1 {
			out = append(out, 0)
		}
		return out
	}
	body := append(chunk("VP8X", []byte{0x0C, 0, 0, 0, 39, 0, 0, 19, 0, 0}), chunk("VP8L", []byte{0x2F, 1, 2, 3, 4})...)
	body = append(body, chunk("EXIF", tiff(1))...)
	body = append(body, chunk("XMP ", []byte(secret))...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4)), append([]byte("WEBP"), body...)...)
}

// photoHEIC has an Exif item whose place is written as method says: 0 in the file,
// 1 in the meta box.
func photoHEIC(method byte) []byte {
	box := func(kind string, body ...[]byte) []byte {
		all := bytes.Join(body, nil)
		return append(binary.BigEndian.AppendUint32(nil, uint32(len(all)+8)), append([]byte(kind), all...)...)
	}
	ftyp := box("ftyp", []byte("heic\x00\x00\x00\x00mif1heic"))
	item := func(id byte, kind string) []byte {
		return box("infe", []byte{2, 0, 0, 0, 0, id, 0, 0}, []byte(kind), []byte{0})
	}
	infos := box("iinf", []byte{0, 0, 0, 0, 0, 2}, item(1, "hvc1"), item(2, "Exif"))
	exif := append([]byte{0, 0, 0, 6}, append([]byte("Exif\x00\x00"), tiff(1)...)...)
	picture := []byte("the picture itself")
	place := func(at uint32) []byte {
		entry := func(id byte, method byte, at, size uint32) []byte {
			out := []byte{0, id, 0, method, 0, 0, 0, 1}
			out = binary.BigEndian.AppendUint32(out, at)
			return binary.BigEndian.AppendUint32(out, size)
		}
		return box("iloc", []byte{1, 0, 0, 0, 0x44, 0x00, 0, 2}, entry(1, 0, at, uint32(len(picture))), entry(2, method, at+uint32(len(picture)), uint32(len(exif))))
	}
	whole := func(at uint32) []byte { return append(ftyp, box("meta", []byte{0, 0, 0, 0}, infos, place(at))...) }
	head := whole(uint32(len(whole(0)) + 8))
	return append(head, box("mdat", picture, exif)...)
}

func recording(track string) []byte {
	ftyp := append([]byte{0, 0, 0, 24}, []byte("ftypisom\x00\x00\x02\x00isommp42")...)
	body := append([]byte("hdlr\x00\x00\x00\x00\x00\x00\x00\x00"+track), 0, 0, 0, 30)
	return append(ftyp, append(body, append([]byte("\xa9xyz\x00\x12\x15\xc7"), secret...)...)...)
}

// kept returns what was stored of a file that a case has taken.
func (b bundle) kept(t *testing.T, ticket string) []byte {
	t.Helper()
	id, _, err := b.Once(t.Context(), ticket, "sent", false, func(context.Context) (string, error) { return "case-" + ticket, nil })
	require.NoError(t, err)
	list, err := b.Of(t.Context(), id)
	require.NoError(t, err)
	require.NotEmpty(t, list)
	_, content, err := b.Open(t.Context(), id, list[0].ID)
	require.NoError(t, err)
	defer func() { _ = content.Close() }()
	data, err := io.ReadAll(content)
	require.NoError(t, err)
	return data
}

func TestNothingTellsWhereAPictureWasTaken(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for name, data := range map[string][]byte{"照片1.jpg": photoJPEG(t, 6), "照片1.png": photoPNG(t), "照片1.webp": photoWebP(), "照片1.heic": photoHEIC(0), "录音1.m4a": recording("soun")} {
		require.Contains(t, string(data), secret, name)
		ticket, err := b.Draw(t.Context())
		require.NoError(t, err)
		f, err := b.Add(t.Context(), ticket, bytes.NewReader(data))
		require.NoError(t, err, name)
		require.Equal(t, name, f.Name)
		got := b.kept(t, ticket)
		require.NotContains(t, string(got), secret, name)
		require.EqualValues(t, len(got), f.Size)
		switch name {
		case "照片1.jpg":
			shown, err := jpeg.Decode(bytes.NewReader(got))
			require.NoError(t, err)
			require.Equal(t, image.Rect(0, 0, 40, 20), shown.Bounds())
			require.Contains(t, string(got), "\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06", "which way is up is kept")
		case "照片1.png":
			_, err := png.Decode(bytes.NewReader(got))
			require.NoError(t, err)
		case "照片1.heic":
			require.Contains(t, string(got), "the picture itself")
		}
	}
}

func TestWhatIsNoPhotoAndNoVoiceIsNotKept(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	ticket, err := b.Draw(t.Context())
	require.NoError(t, err)
	jpg := photoJPEG(t, 1)
	for name, tc := range map[string]struct {
		data []byte
		want error
	}{
		"a page":                            {[]byte("<!DOCTYPE html><script>alert(1)</script>"), attachment.ErrKind},
		"a drawing with script":             {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), attachment.ErrKind},
		"a program":                         {[]byte("MZ\x90\x00\x03"), attachment.ErrKind},
		"nothing":                           {nil, attachment.ErrKind},
		"a film":                            {recording("vide"), attachment.ErrKind},
		"half a photo":                      {jpg[:60], attachment.ErrDamaged},
		"half a PNG":                        {photoPNG(t)[:60], attachment.ErrDamaged},
		"a HEIC whose Exif cannot be found": {photoHEIC(1), attachment.ErrDamaged},
		"too large":                         {append(jpg, make([]byte, attachment.MostBytes)...), attachment.ErrTooLarge},
	} {
		_, err := b.Add(t.Context(), ticket, bytes.NewReader(tc.data))
		require.ErrorIs(t, err, tc.want, name)
	}
	waiting, err := b.Loose(t.Context(), ticket)
	require.NoError(t, err)
	require.Empty(t, waiting)
	stored, err := b.files.List()
	require.NoError(t, err)
	require.Empty(t, stored)
}

func TestATicketTakesNineFilesAndMakesOneCase(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ticket, err := b.Draw(t.Context())
		require.NoError(t, err)
		var first attachment.File
		for n := range attachment.MostFiles {
			f, err := b.Add(t.Context(), ticket, bytes.NewReader(photoJPEG(t, 1)))
			require.NoError(t, err)
			if n == 0 {
				first = f
			}
		}
		_, err = b.Add(t.Context(), ticket, bytes.NewReader(photoJPEG(t, 1)))
		require.ErrorIs(t, err, attachment.ErrTooMany)
		require.NoError(t, b.Remove(t.Context(), ticket, first.ID))
		require.ErrorIs(t, b.Remove(t.Context(), ticket, first.ID), attachment.ErrNotFound)
		require.ErrorIs(t, b.Remove(t.Context(), "OTHER", first.ID), attachment.ErrNotFound)

		made := 0
		once := func(sent string) (string, bool, error) {
			return b.Once(t.Context(), ticket, sent, false, func(context.Context) (string, error) { made++; return "c1", nil })
		}
		id, again, err := once("a")
		require.NoError(t, err)
		require.Equal(t, "c1", id)
		require.False(t, again)
		id, again, err = once("a")
		require.NoError(t, err)
		require.Equal(t, "c1", id)
		require.True(t, again)
		require.Equal(t, 1, made)
		_, _, err = once("b")
		require.ErrorIs(t, err, attachment.ErrUsed)
		list, err := b.Of(t.Context(), "c1")
		require.NoError(t, err)
		require.Len(t, list, attachment.MostFiles-1)
		_, err = b.Add(t.Context(), ticket, bytes.NewReader(photoJPEG(t, 1)))
		require.ErrorIs(t, err, attachment.ErrTicket, "a report that was sent takes no more")
	})
}

func TestAReportThatFailsLeavesTheFilesToBeSentAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		ticket, err := b.Draw(t.Context())
		require.NoError(t, err)
		_, err = b.Add(t.Context(), ticket, bytes.NewReader(photoJPEG(t, 1)))
		require.NoError(t, err)
		fault := errors.New("refused")
		_, _, err = b.Once(t.Context(), ticket, "a", false, func(context.Context) (string, error) { return "", fault })
		require.ErrorIs(t, err, fault)
		waiting, err := b.Loose(t.Context(), ticket)
		require.NoError(t, err)
		require.Len(t, waiting, 1)
	})
}

func TestFilesThatNoReportTakesAreGoneAfterADay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		lost, err := b.Draw(t.Context())
		require.NoError(t, err)
		_, err = b.Add(t.Context(), lost, bytes.NewReader(photoJPEG(t, 1)))
		require.NoError(t, err)
		sent, err := b.Draw(t.Context())
		require.NoError(t, err)
		_, err = b.Add(t.Context(), sent, bytes.NewReader(photoJPEG(t, 1)))
		require.NoError(t, err)
		b.kept(t, sent)
		b.fixed.Move(23 * time.Hour)
		require.NoError(t, b.Sweep(t.Context()))
		stored, err := b.files.List()
		require.NoError(t, err)
		require.Len(t, stored, 2)
		b.fixed.Move(2 * time.Hour)
		_, err = b.Add(t.Context(), lost, bytes.NewReader(photoJPEG(t, 1)))
		require.ErrorIs(t, err, attachment.ErrTicket)
		require.NoError(t, b.Sweep(t.Context()))
		stored, err = b.files.List()
		require.NoError(t, err)
		require.Len(t, stored, 1, "what a case has taken stays")
		require.Len(t, mustOf(t, b, "case-"+sent), 1)
	})
}

func mustOf(t *testing.T, b bundle, id string) []attachment.File {
	t.Helper()
	list, err := b.Of(t.Context(), id)
	require.NoError(t, err)
	return list
}

func TestAFileOfAnotherCaseIsNotFound(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	ticket, err := b.Draw(t.Context())
	require.NoError(t, err)
	f, err := b.Add(t.Context(), ticket, bytes.NewReader(photoJPEG(t, 1)))
	require.NoError(t, err)
	_, _, err = b.Open(t.Context(), "", f.ID)
	require.ErrorIs(t, err, attachment.ErrNotFound, "a loose file is nobody's")
	b.kept(t, ticket)
	_, _, err = b.Open(t.Context(), "c2", f.ID)
	require.ErrorIs(t, err, attachment.ErrNotFound)
}

// FuzzPicture: whatever comes is kept without a crash or refused with a reason.
func FuzzPicture(f *testing.F) {
	t := &testing.T{}
	for _, seed := range [][]byte{photoJPEG(t, 6), photoPNG(t), photoWebP(), photoHEIC(0), photoHEIC(1), recording("soun")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := attachment.Cleaned(data)
		if err == nil && len(out) > len(data)+64 {
			t.Fatalf("%d bytes became %d", len(data), len(out))
		}
	})
}
