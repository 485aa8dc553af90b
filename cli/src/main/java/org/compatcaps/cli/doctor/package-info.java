// SPDX-License-Identifier: Apache-2.0
/** What {@code doctor} looks at, and what it makes of it. */
package org.compatcaps.cli.doctor;
