/* fb-sanitizers.h
 *
 * Which sanitizers this is built with. They take more memory, and more system calls, than a helper
 * that is shut in may have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FB_HAS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define FB_HAS_SANITIZER 1
#endif
#endif

#ifndef FB_HAS_SANITIZER
#define FB_HAS_SANITIZER 0
#endif
