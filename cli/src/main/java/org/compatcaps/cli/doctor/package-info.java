// SPDX-License-Identifier: Apache-2.0
/** Finds out why a host does not answer: collects facts, checks them one by one, and draws the conclusion. */
package org.compatcaps.cli.doctor;
