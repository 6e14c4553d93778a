package app

// auditLabels names every action of the audit log in the words of those who read
// it. A test walks the source for actions without a name.
func auditLabels() map[string]string {
	return map[string]string{
		"account.logged_in":              "登录",
		"account.login_failed":           "登录失败",
		"account.logged_out":             "退出登录",
		"account.sessions_closed":        "关闭全部会话",
		"account.staff_created":          "建立账号",
		"account.password_set":           "设置密码",
		"account.session_revoked":        "退出自己的其他设备",
		"account.factor_confirmed":       "开通两步验证",
		"account.factor_removed":         "停用两步验证",
		"account.recovery_codes_renewed": "更换恢复码",
		"account.recovery_code_used":     "用恢复码登录",
		"account.token_created":          "新建接口令牌",
		"account.token_revoked":          "作废接口令牌",
		"account.mandates_ended":         "终止企业授权",
		"account.mandate_started":        "开始企业授权",
		"account.mandate_ended":          "结束企业授权",
		"account.mandate_changed":        "调整企业授权期限",
		"account.invitation_made":        "邀请经办人",
		"account.invitation_accepted":    "接受授权邀请",
		"account.invitation_declined":    "谢绝授权邀请",
		"account.invitation_withdrawn":   "撤回授权邀请",
		"account.invitation_expired":     "授权邀请过期",
		"account.role_changed":           "修改角色",
		"account.roles_seeded":           "更新默认角色",
		"account.imported":               "导入账号",
		"audit.read":                     "查阅审计记录",
		"audit.verified":                 "核对审计链",
		"enterprise.contact_saved":       "保存企业联系人",
		"enterprise.dictionary_imported": "导入事实字典",
		"enterprise.exported":            "导出企业名单",
		"enterprise.facts_recorded":      "登记企业事实",
		"enterprise.import_uploaded":     "上传企业名册",
		"enterprise.imported":            "导入企业",
		"enterprise.source_completed":    "标记数据来源完整",
		"keys.forgotten":                 "删除旧密钥",
		"keys.rekeyed":                   "数据换用新密钥",
		"keys.rotated":                   "启用新密钥",
		"org.departments_changed":        "修改机构",
		"org.divisions_changed":          "修改区划",
		"policy.imported":                "导入政策",
		"policy.match_requested":         "发起匹配",
		"policy.matched":                 "匹配完成",
		"policy.result_exported":         "导出匹配结果",
	}
}

// auditObjects names the kinds of objects that actions are done to.
func auditObjects() map[string]string {
	return map[string]string{
		"account":             "账号",
		"account_enterprise":  "企业办事人",
		"account_person":      "企业办事人",
		"account_role":        "角色",
		"account_staff":       "工作人员",
		"audit":               "审计记录",
		"backup":              "备份",
		"enterprise":          "企业",
		"enterprise_fact_key": "事实字典",
		"enterprise_import":   "企业导入",
		"key":                 "密钥",
		"org":                 "机构和区划",
		"policy_catalogue":    "政策库",
		"policy_match_run":    "匹配",
		"policy_measure":      "政策事项",
	}
}
