// SPDX-License-Identifier: Apache-2.0
/** The kernel's KVM interface: request numbers, structs and error numbers. Not exported. */
@NullMarked
package org.compatcaps.internal.kernel;

import org.jspecify.annotations.NullMarked;
