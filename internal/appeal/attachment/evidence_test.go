package attachment_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/appeal/attachment"
	"github.com/yikou/yikou/internal/platform/db"
	"github.com/yikou/yikou/internal/platform/db/dbtest"
)

// paper is a PDF file of one page with further objects from number 3 on.
func paper(trailer string, more ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n%\xE2\xE3\xCF\xD3\n")
	for i, body := range append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[<</Type/Page/MediaBox[0 0 9 9]>>]>>"}, more...) {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R/Size 9%s>>\nstartxref\n0\n%%%%EOF\n", trailer)
	return b.Bytes()
}

// packed is a container that hides an object with number 9.
func packed(body string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte("9 0 " + body))
	_ = w.Close()
	return fmt.Sprintf("<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", b.Len(), b.String())
}

var hall = attachment.Desk{Case: "c1", Department: "tax"}

func TestADocumentThatDoesMoreThanShowPagesIsNotKept(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	for name, tc := range map[string]struct {
		data []byte
		want error
	}{
		"a script":                      {paper("", "<</S/JavaScript/JS(app.alert\\(1\\))>>"), attachment.ErrActive},
		"a script in other letters":     {paper("", "<</S/Java#53cript>>"), attachment.ErrActive},
		"a script that is packed":       {paper("", packed("<</S/JavaScript>>")), attachment.ErrActive},
		"a short script that is packed": {paper("", packed("<</JS(x)>>")), attachment.ErrActive},
		"a program":                     {paper("", "<</S/Launch/F(cmd.exe)>>"), attachment.ErrActive},
		"a file within":                 {paper("", "<</Type/EmbeddedFile>>"), attachment.ErrActive},
		"a form":                        {paper("", "<</AcroForm<</XFA[]>>>>"), attachment.ErrActive},
		"a script that was replaced":    {bytes.Replace(paper("", "<<>>"), []byte("trailer"), []byte("3 0 obj\n<</S/JavaScript>>\nendobj\n3 0 obj\n<<>>\nendobj\ntrailer"), 1), attachment.ErrActive},
		"a password":                    {paper("/Encrypt 3 0 R", "<<>>"), attachment.ErrLocked},
		"half a document":               {paper("")[:30], attachment.ErrDamaged},
		"a page of the web":             {[]byte("<!DOCTYPE html><script>alert(1)</script>"), attachment.ErrDocument},
		"a film":                        {recording("vide"), attachment.ErrDocument},
		"too large":                     {append(paper(""), make([]byte, attachment.MostBytes)...), attachment.ErrTooLarge},
	} {
		_, err := b.Lay(t.Context(), hall, bytes.NewReader(tc.data))
		require.ErrorIs(t, err, tc.want, name)
	}
	stored, err := b.files.List()
	require.NoError(t, err)
	require.Empty(t, stored)
	ticket, err := b.Draw(t.Context())
	require.NoError(t, err)
	_, err = b.Add(t.Context(), ticket, bytes.NewReader(paper("")))
	require.ErrorIs(t, err, attachment.ErrKind, "reporters send photos and voice notes")
}

func TestADocumentDoesNotTellWhoWroteItNorWhereItsPhotosWereTaken(t *testing.T) {
	t.Parallel()
	b := setup(t, dbtest.Open(t, db.SQLite))
	photo := string(photoJPEG(t, 6))
	data := paper("/Info 3 0 R",
		"<</Author("+secret+")/Creator(x)>>",
		"<</Type/Metadata/Length 90>>\nstream\n<?xpacket begin?><x>"+secret+"</x><?xpacket end?>\nendstream",
		fmt.Sprintf("<</Type/XObject/Subtype/Image/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream", len(photo), photo))
	f, err := b.Lay(t.Context(), hall, bytes.NewReader(data))
	require.NoError(t, err)
	require.Equal(t, "文件1.pdf", f.Name)
	require.True(t, f.Media.Document())
	require.NoError(t, b.Show(t.Context(), hall, "r1", []string{f.ID}))
	_, opened, err := b.Open(t.Context(), "c1", f.ID)
	require.NoError(t, err)
	defer func() { require.NoError(t, opened.Close()) }()
	got, err := io.ReadAll(opened)
	require.NoError(t, err)
	require.Len(t, got, len(data), "nothing moved")
	require.Contains(t, string(got), "/Type/Page/", "the page itself stays")
	// A comment and a second XMP segment of a photo inside a document stay.
	require.NotContains(t, string(got[:bytes.Index(got, []byte("DCTDecode"))]), secret)
	require.NotContains(t, string(got), "MM\x00*", "no Exif")
}

func TestWhatIsLaidByWaitsForItsOwnAnswer(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := setup(t, d)
		lay := func(d attachment.Desk) attachment.File {
			f, err := b.Lay(t.Context(), d, bytes.NewReader(photoJPEG(t, 1)))
			require.NoError(t, err)
			return f
		}
		first, second := lay(hall), lay(hall)
		require.Equal(t, "照片2.jpg", second.Name)
		require.ErrorIs(t, b.PickUp(t.Context(), attachment.Desk{Case: "c1", Department: "water"}, first.ID), attachment.ErrNotFound, "another department's desk")
		require.NoError(t, b.PickUp(t.Context(), hall, first.ID))
		third := lay(hall)
		require.Equal(t, "照片1.jpg", third.Name, "no two are called the same")
		require.ErrorIs(t, b.Show(t.Context(), attachment.Desk{Case: "c2", Department: "tax"}, "r9", []string{third.ID}), attachment.ErrNotFound, "of another case")
		require.NoError(t, b.Show(t.Context(), hall, "r1", []string{third.ID}))
		require.ErrorIs(t, b.Show(t.Context(), hall, "r2", []string{third.ID}), attachment.ErrNotFound, "an answer given anew has its own")
		laid, err := b.Laid(t.Context(), hall)
		require.NoError(t, err)
		require.Len(t, laid, 1)
		shown, err := b.Shown(t.Context(), "c1")
		require.NoError(t, err)
		require.Len(t, shown, 1)
		require.Equal(t, third.ID, shown["r1"][0].ID)
		require.Empty(t, mustOf(t, b, "c1"), "the reporter sent nothing")

		require.NoError(t, b.Share(t.Context(), "c1", "r1", "c3", "r3"))
		_, err = b.TakeBack(t.Context(), "c1", "r2", third.ID)
		require.ErrorIs(t, err, attachment.ErrNotFound)
		copied, err := b.Shown(t.Context(), "c3")
		require.NoError(t, err)
		_, content, err := b.Open(t.Context(), "c3", copied["r3"][0].ID)
		require.NoError(t, err)
		require.NoError(t, content.Close())

		for range attachment.MostFiles - 1 {
			lay(hall)
		}
		_, err = b.Lay(t.Context(), hall, bytes.NewReader(photoJPEG(t, 1)))
		require.ErrorIs(t, err, attachment.ErrTooMany)
		b.fixed.Move(25 * time.Hour)
		require.NoError(t, b.Sweep(t.Context()))
		laid, err = b.Laid(t.Context(), hall)
		require.NoError(t, err)
		require.Empty(t, laid, "an answer that nobody handed in")
		shown, err = b.Shown(t.Context(), "c1")
		require.NoError(t, err)
		require.Len(t, shown["r1"], 1, "what was handed in stays")
	})
}
