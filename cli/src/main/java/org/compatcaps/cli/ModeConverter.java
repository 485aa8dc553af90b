// SPDX-License-Identifier: Apache-2.0
package org.compatcaps.cli;

import org.compatcaps.ProcessorMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a mode as the SDK does. picocli would accept only the names of the enum's constants. */
final class ModeConverter implements ITypeConverter<ProcessorMode> {

    @Override
    public ProcessorMode convert(String text) {
        try {
            return ProcessorMode.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
