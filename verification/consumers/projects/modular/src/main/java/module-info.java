// SPDX-License-Identifier: Apache-2.0
/** An application of modules. It needs no word about backends: they are found if they are on the module path. */
module com.example.modular {
    requires org.compatcaps;
}
