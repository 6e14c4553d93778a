package prooftest

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/width"
)

// Canary is one invented person. Its values share stems with those of all other
// canaries, which nothing else holds: finding a stem is finding a canary.
type Canary struct{ Phone, Name, IDNumber, Account string }

// The stems.
const (
	canaryPhone   = "1997654"
	canaryName    = "龘靐"
	canaryID      = "39010219870707"
	canaryAccount = "6222029876543"
)

// CanaryNumber returns the n-th canary, n from 0 to 999.
func CanaryNumber(n int) Canary {
	id := fmt.Sprintf("%s%03d", canaryID, n)
	account := fmt.Sprintf("%s%05d", canaryAccount, n)
	return Canary{
		Phone: fmt.Sprintf("%s%04d", canaryPhone, n), Name: canaryName + string(rune(0x4e00+n)),
		IDNumber: id + string(identityCheck(id)), Account: account + string(luhn(account)),
	}
}

func identityCheck(digits string) byte {
	sum, weight := 0, 1
	for i := len(digits) - 1; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(digits[i]-'0') * weight
	}
	return "10X98765432"[sum%11]
}

func luhn(digits string) byte {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return byte('0' + (10-sum%10)%10)
}

// Form is one way in which a canary may be written down.
type Form struct {
	Name  string
	Bytes []byte
}

// CanaryForms are all ways in which the scanner knows a canary again. A fresh
// slice each time.
func CanaryForms() []Form {
	var forms []Form
	add := func(name, text string) { forms = append(forms, Form{name, []byte(text)}) }
	add("phone with spaces", "199 7654")
	add("phone with hyphens", "199-7654")
	for what, stem := range map[string]string{"phone": canaryPhone, "name": canaryName, "identity number": canaryID, "account": canaryAccount} {
		add(what, stem)
		add(what+" in hexadecimal", hex.EncodeToString([]byte(stem)))
		add(what+" in HEXADECIMAL", strings.ToUpper(hex.EncodeToString([]byte(stem))))
		for shift := range 3 {
			// What comes before and behind touches the first and last characters of
			// the encoding: they are left off.
			raw := append(make([]byte, shift), stem...)
			raw = raw[:len(raw)/3*3]
			for encoding, e := range map[string]*base64.Encoding{"base64": base64.RawStdEncoding, "base64url": base64.RawURLEncoding} {
				text := e.EncodeToString(raw)[map[int]int{0: 0, 1: 4, 2: 4}[shift]:]
				if len(text) >= 8 {
					add(fmt.Sprintf("%s in %s at %d", what, encoding, shift), text)
				}
			}
		}
		wide := utf16.Encode([]rune(stem))
		low := make([]byte, 0, 2*len(wide))
		for _, u := range wide {
			low = append(low, byte(u), byte(u>>8))
		}
		add(what+" in UTF-16", string(low))
		add(what+" in full width", width.Widen.String(stem))
		if what == "name" {
			add("name escaped for addresses", url.QueryEscape(stem))
			add("name escaped for addresses in lower case", strings.ToLower(url.QueryEscape(stem)))
			add("name escaped for JSON", `\u9f98\u9750`)
			add("name quoted by Go", `\u9f98\u9750`)
			if gbk, err := simplifiedchinese.GBK.NewEncoder().String(stem); err == nil {
				add("name in GBK", gbk)
			}
		}
	}
	return forms
}

// CanaryIn returns in which forms canaries stand in a text, also in the parts of
// a workbook or another ZIP file.
func CanaryIn(content []byte) []string {
	var found []string
	for _, f := range CanaryForms() {
		if bytes.Contains(content, f.Bytes) {
			found = append(found, f.Name)
		}
	}
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return found
		}
		for _, part := range archive.File {
			opened, err := part.Open()
			if err != nil {
				continue
			}
			text, _ := io.ReadAll(io.LimitReader(opened, 64<<20)) // a broken part is looked at as far as it goes
			_ = opened.Close()
			for _, name := range CanaryIn(text) {
				found = append(found, part.Name+": "+name)
			}
		}
	}
	return found
}
