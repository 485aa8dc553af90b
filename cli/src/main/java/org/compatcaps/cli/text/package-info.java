// SPDX-License-Identifier: Apache-2.0
/** The texts that all commands share. */
package org.compatcaps.cli.text;
