#!/usr/bin/env bash
# The one test command: builds everything and runs every test. Usage: ./test.sh [Debug|Release] (default: Debug, where the asserts are).
# Tests on real data read the folder that SIMCLUSTERS_DATA names (default ../shared/data) and are skipped where it is missing.
set -euo pipefail
cd "$(dirname "$0")"
configuration="${1:-Debug}"

if ! command -v dotnet > /dev/null; then
  echo "test.sh: the .NET 10 SDK is needed and 'dotnet' is not on the path; install it from https://dot.net." >&2
  exit 2
fi
if ! dotnet --list-sdks | grep -q '^10\.'; then
  echo "test.sh: the .NET 10 SDK is needed; found: $(dotnet --list-sdks | tr '\n' ' ')" >&2
  exit 2
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export SIMCLUSTERS_DATA="${SIMCLUSTERS_DATA:-$PWD/../shared/data}"
dotnet restore --locked-mode -v quiet SimClusters.slnx
dotnet build --no-restore -c "$configuration" -v quiet SimClusters.slnx
dotnet test --no-build -c "$configuration" --solution SimClusters.slnx --no-ansi --no-progress
