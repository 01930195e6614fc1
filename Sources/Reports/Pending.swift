func junitReport(_ run: KeptRun) -> String { "" }
func htmlReport(_ run: KeptRun) -> String { "" }
func markdownReport(_ run: KeptRun) -> String { "" }
func annotationsReport(_ run: KeptRun) -> String { "" }
func ctrfReport(_ run: KeptRun) -> String { "" }
func harReport(_ run: KeptRun) -> String { "" }
func tapReport(_ run: KeptRun) -> String { "" }
