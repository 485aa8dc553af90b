// SPDX-License-Identifier: Apache-2.0
/** The words for an answer, shared by all commands. */
package org.compatcaps.cli.text;
