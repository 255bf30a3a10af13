/**
 * The settings of all services in full. In the built page they hold only their defaults at first, and this file, which
 * e2e/tools/settings.mjs writes, completes them: whoever shows or checks settings imports it. Anywhere else they are
 * whole from the beginning, and there is nothing to do.
 */
export {}
