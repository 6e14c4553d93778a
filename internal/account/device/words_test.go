package device

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestADeviceIsToldInWords(t *testing.T) {
	t.Parallel()
	const webkit = " AppleWebKit/537.36 (KHTML, like Gecko) "
	for agent, words := range map[string]string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + webkit + "Chrome/130.0.0.0 Safari/537.36":                   "Chrome 浏览器 · Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + webkit + "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0":     "Edge 浏览器 · Windows",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)" + webkit + "Version/17.5 Mobile Safari/604.1":    "Safari 浏览器 · iPhone",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)" + webkit + "Version/17.0 Safari/605.1.15":               "Safari 浏览器 · Mac",
		"Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0":                                  "Firefox 浏览器 · Linux",
		"Mozilla/5.0 (Linux; Android 14; HarmonyOS)" + webkit + "Chrome/99.0 HuaweiBrowser/14.0 Mobile Safari/53": "华为浏览器 · 鸿蒙",
		"Mozilla/5.0 (Linux; Android 14)" + webkit + "Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49":    "微信 · 安卓",
		"Mozilla/5.0 (X11; Linux x86_64) Kylin" + webkit + "Chrome/100.0 Safari/537.36":                           "Chrome 浏览器 · 麒麟",
		"curl/8.5.0": "未知设备",
		"":           "未知设备",
		"<script>":   "未知设备",
	} {
		require.Equal(t, words, Words(agent), agent)
	}
	for address, place := range map[string]string{
		"127.0.0.1": "本机", "::1": "本机", "10.1.2.3": "内部网络", "192.168.0.9": "内部网络", "fd00::1": "内部网络",
		"198.51.100.7": "互联网", "2001:db8::1": "互联网", "": "未知网络", "nowhere": "未知网络",
	} {
		require.Equal(t, place, Place(address), address)
	}
}
