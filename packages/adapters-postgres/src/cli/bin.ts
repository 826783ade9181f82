#!/usr/bin/env node
import { runCommand } from "./run-command.js"

process.exitCode = await runCommand({
  args: process.argv.slice(2),
  env: process.env,
  folder: process.cwd(),
  print: (text) => void process.stdout.write(text),
  complain: (text) => void process.stderr.write(text),
})
