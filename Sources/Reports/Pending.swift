func htmlReport(_ run: KeptRun) -> String { "" }
