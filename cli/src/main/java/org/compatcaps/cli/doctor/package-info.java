// SPDX-License-Identifier: Apache-2.0
/** Finds out why a host does not answer: collects facts, runs checks on them, and makes a diagnosis. */
package org.compatcaps.cli.doctor;
