package app_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"net/http"
	"net/url"

	"github.com/stretchr/testify/require"

	"github.com/yikou/yikou/internal/app/prooftest"
)

// photoOf is a photo whose comment names somebody, and which goes on behind its end.
func photoOf(a *aviary, said string) []byte {
	var plain bytes.Buffer
	require.NoError(a.t, png.Encode(&plain, image.NewGray(image.Rect(0, 0, 8, 8))))
	body := "tEXtAuthor\x00" + said
	out := append([]byte{}, plain.Bytes()[:33]...) // the signature and the header
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)-4))
	out = append(out, body...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(body)))
	return append(append(out, plain.Bytes()[33:]...), said...)
}

// paperOf is a document of one empty page that says who wrote it.
func paperOf(said string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n%\xE2\xE3\xCF\xD3\n")
	for i, object := range []string{
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[<</Type/Page/MediaBox[0 0 9 9]>>]>>", "<</Author(" + said + ")>>",
		fmt.Sprintf("<</Type/Metadata/Length %d>>\nstream\n<?xpacket begin?><x>%s</x><?xpacket end?>\nendstream", len(said)+45, said),
	} {
		_, _ = fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	b.WriteString("trailer\n<</Root 1 0 R/Size 9/Info 3 0 R>>\nstartxref\n0\n%%EOF\n")
	return b.Bytes()
}

// answerWithEvidence reports with a photo, and answers with a photo, a document and words
// that all name somebody; one file is taken back, one refused.
func answerWithEvidence(a *aviary, c prooftest.Canary) {
	said := "我是" + c.Name + "，身份证" + c.IDNumber + "，请打" + c.Phone + "找我。"
	name := "?filename=" + url.QueryEscape(c.Name+c.Phone+".png")
	var drawn struct{ Ticket string }
	a.into(&drawn, a.send(nil, "POST", "/public/appeal-tickets", nil))
	require.Equal(a.t, http.StatusCreated, a.sendRaw(nil, "POST", "/public/appeal-files"+name, "application/octet-stream", photoOf(a, said), "Yikou-Ticket", drawn.Ticket).status)
	var made struct{ ID string }
	a.into(&made, a.send(a.staff["dispatcher"], "POST", "/appeals", map[string]any{"ticket": drawn.Ticket, "kind": "help", "channel": "counter", "text": said, "name": c.Name, "phone": c.Phone}))
	at := "/appeals/" + made.ID
	must := func(who, act string, body any) {
		got := a.step(who, at, act, body)
		require.Less(a.t, got.status, http.StatusMultipleChoices, "%s: %s", act, got.body)
	}
	must("dispatcher", "/accept", map[string]any{"complex": false})
	must("dispatcher", "/dispatch", map[string]any{"lead": a.office, "words": said})
	must("handler", "/take", nil)
	lay := func(data []byte) reply {
		return a.sendRaw(a.staff["handler"], "POST", at+"/evidence"+name, "application/octet-stream", data)
	}
	var laid [2]struct{ ID string }
	a.into(&laid[0], lay(photoOf(a, said)))
	a.into(&laid[1], lay(paperOf(said)))
	require.Equal(a.t, http.StatusUnprocessableEntity, lay([]byte(said)).status)
	a.send(a.staff["handler"], "POST", at+"/reply-check", map[string]any{"words": said})
	must("handler", "/reply", map[string]any{"words": said, "closing": "solved", "files": []string{laid[0].ID, laid[1].ID}})
	must("handler", "/evidence/"+laid[1].ID+"/take-back", nil)
	must("leader", "/send-back", map[string]any{"words": said})
	must("handler", "/reply", map[string]any{"words": said, "closing": "solved"})
	must("leader", "/approve", nil)
	must("dispatcher", "/callback", map[string]any{"reached": true, "result": "solved", "grade": 5, "words": said})
	got := a.send(a.staff["dispatcher"], "GET", at+"/files/"+laid[0].ID, nil)
	require.Equal(a.t, http.StatusOK, got.status)
	a.downloads = append(a.downloads, got.body)
}
