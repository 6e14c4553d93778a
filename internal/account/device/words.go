package device

import (
	"net/netip"
	"strings"
)

// mark is a piece of a User-Agent header and what it stands for.
type mark struct{ piece, word string }

// browsers in the order they are looked for: nearly every header also names
// Chrome and Safari.
var browsers = []mark{
	{"wxwork/", "企业微信"}, {"MicroMessenger/", "微信"}, {"DingTalk/", "钉钉"}, {"AlipayClient/", "支付宝"},
	{"Edg", "Edge 浏览器"}, {"OPR/", "Opera 浏览器"}, {"QQBrowser/", "QQ 浏览器"}, {"UCBrowser/", "UC 浏览器"},
	{"HuaweiBrowser/", "华为浏览器"}, {"MiuiBrowser/", "小米浏览器"}, {"SamsungBrowser/", "三星浏览器"},
	{"Firefox/", "Firefox 浏览器"}, {"FxiOS/", "Firefox 浏览器"}, {"Chrome/", "Chrome 浏览器"}, {"CriOS/", "Chrome 浏览器"},
	{"Safari/", "Safari 浏览器"}, {"Trident/", "IE 浏览器"},
}

var systems = []mark{
	{"HarmonyOS", "鸿蒙"}, {"OpenHarmony", "鸿蒙"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "安卓"},
	{"Windows", "Windows"}, {"Macintosh", "Mac"}, {"UOS", "统信 UOS"}, {"Kylin", "麒麟"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"},
}

// unknown stands where a header says nothing that this table knows.
const unknown = "未知设备"

// Words says what a User-Agent header (RFC 9110, 10.1.5) stands for, such as
// "Chrome 浏览器 · Windows". The header itself is not kept: it tells more about a
// person than is needed to recognise their own device.
func Words(agent string) string {
	browser, system := find(browsers, agent), find(systems, agent)
	switch {
	case browser == "" && system == "":
		return unknown
	case browser == "":
		return system
	case system == "":
		return browser
	}
	return browser + " · " + system
}

func find(marks []mark, agent string) string {
	for _, m := range marks {
		if strings.Contains(agent, m.piece) {
			return m.word
		}
	}
	return ""
}

// Place says in a word where an address is: on this machine, in the office's own
// network (RFC 1918, RFC 4193), or elsewhere.
func Place(address string) string {
	ip, err := netip.ParseAddr(address)
	switch {
	case err != nil:
		return "未知网络"
	case ip.IsLoopback():
		return "本机"
	case ip.IsPrivate() || ip.IsLinkLocalUnicast():
		return "内部网络"
	}
	return "互联网"
}
