/* fb-test-fax-result.c
 *
 * What came of a fax to oneself. What this computer's own receiver did with it counts before
 * whatever was answered: an answer may come from anybody on the way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-fax-result.h"

static gboolean
is_success (guint status)
{
  return status >= 200 && status < 300;
}

/* It came here, and this receiver refused it. */
static FbTestFaxResult
judge_refusal (FbRefusalReason reason)
{
  switch (reason)
    {
    case FB_REFUSAL_WRONG_PATH:
      return FB_TEST_FAX_PATH_WRONG;
    case FB_REFUSAL_WRONG_PASSWORD:
    case FB_REFUSAL_NO_PASSWORD:
    case FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS:
    case FB_REFUSAL_PASSWORD_NOT_CHECKED:
      /* The one that it was sent with is right. */
      return FB_TEST_FAX_SIGN_IN_REMOVED;
    case FB_REFUSAL_WRONG_ADDRESS:
      return FB_TEST_FAX_SENDER_NOT_ALLOWED;
    case FB_REFUSAL_TOO_LARGE:
      return FB_TEST_FAX_TOO_LARGE_HERE;
    case FB_REFUSAL_BUSY:
      return FB_TEST_FAX_BUSY;
    case FB_REFUSAL_TOO_SLOW:
      return FB_TEST_FAX_TOO_SLOW;
    case FB_REFUSAL_BROKEN_OFF:
      return FB_TEST_FAX_BROKEN_OFF;
    case FB_REFUSAL_NO_SPACE:
      return FB_TEST_FAX_NO_SPACE;
    case FB_REFUSAL_NOT_KEPT:
    case FB_REFUSAL_CLOSED:
      return FB_TEST_FAX_NOT_KEPT;
    case FB_REFUSAL_NONE:
    case FB_REFUSAL_WRONG_METHOD:
    case FB_REFUSAL_WEB_PAGE:
    case FB_REFUSAL_NOT_ENCRYPTED:
    case FB_REFUSAL_WRONG_TYPE:
    case FB_REFUSAL_MALFORMED:
    default:
      return FB_TEST_FAX_CHANGED;
    }
}

/* Nothing came here, so somebody else has answered. */
static FbTestFaxResult
judge_status (guint status)
{
  if (is_success (status))
    return FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE;
  if (status >= 300 && status < 400)
    return FB_TEST_FAX_REDIRECTED;
  if (fb_outside_result_from_status (status) == FB_OUTSIDE_TUNNEL_DOWN)
    return FB_TEST_FAX_WAY_DOWN;
  switch (status)
    {
    case 401:
    case 407:
      return FB_TEST_FAX_SIGN_IN_ASKED;
    case 403:
    case 405:
    case 429:
      return FB_TEST_FAX_REFUSED_IN_FRONT;
    case 404:
      return FB_TEST_FAX_NOT_FOUND_THERE;
    case 413:
      return FB_TEST_FAX_TOO_LARGE;
    default:
      return FB_TEST_FAX_SOMEONE_ELSE;
    }
}

static FbTestFaxResult
judge_failure (FbOutsideResult failure)
{
  switch (failure)
    {
    case FB_OUTSIDE_NAME_UNKNOWN:
      return FB_TEST_FAX_NAME_UNKNOWN;
    case FB_OUTSIDE_TIMEOUT:
      return FB_TEST_FAX_TIMEOUT;
    case FB_OUTSIDE_CERTIFICATE_EXPIRED:
      return FB_TEST_FAX_CERTIFICATE_EXPIRED;
    case FB_OUTSIDE_CERTIFICATE_NAME:
      return FB_TEST_FAX_CERTIFICATE_NAME;
    case FB_OUTSIDE_CERTIFICATE_UNKNOWN:
      return FB_TEST_FAX_CERTIFICATE_UNKNOWN;
    case FB_OUTSIDE_CANNOT_TELL:
      return FB_TEST_FAX_CANNOT_TELL;
    case FB_OUTSIDE_NOT_ASKED:
    case FB_OUTSIDE_REACHED_US:
    case FB_OUTSIDE_SOMEONE_ELSE:
    case FB_OUTSIDE_UNREACHABLE:
    case FB_OUTSIDE_TUNNEL_DOWN:
    case FB_OUTSIDE_WRONG_PATH:
    default:
      return FB_TEST_FAX_NOBODY;
    }
}

static FbTestFaxResult
judge_without_arrival (const FbTestFaxAnswer *answer)
{
  if (answer->status != 0)
    return judge_status (answer->status);
  if (answer->is_broken_off)
    return FB_TEST_FAX_BROKEN_OFF;
  return judge_failure (answer->failure);
}

/**
 * fb_test_fax_result_judge:
 * @arrival: what this computer's receiver has done with it
 * @answer: how it was answered
 *
 * Returns: what that means
 */
FbTestFaxResult
fb_test_fax_result_judge (const FbTestArrival *arrival, const FbTestFaxAnswer *answer)
{
  g_return_val_if_fail (arrival != NULL && answer != NULL, FB_TEST_FAX_NOT_SENT);

  switch (arrival->stage)
    {
    case FB_TEST_KEPT:
      return is_success (answer->status) ? FB_TEST_FAX_ARRIVED : FB_TEST_FAX_ANSWER_LOST;
    case FB_TEST_REFUSED:
      return judge_refusal (arrival->reason);
    case FB_TEST_ARRIVED:
      return answer->is_timeout || answer->status == 504 ? FB_TEST_FAX_TOO_SLOW
                                                         : FB_TEST_FAX_BROKEN_OFF;
    case FB_TEST_AWAITED:
    default:
      return judge_without_arrival (answer);
    }
}

/**
 * fb_test_fax_result_is_kept:
 * @result: a result
 *
 * Returns: whether the fax is here, and can be opened
 */
gboolean
fb_test_fax_result_is_kept (FbTestFaxResult result)
{
  return result == FB_TEST_FAX_ARRIVED || result == FB_TEST_FAX_ANSWER_LOST;
}

/**
 * fb_test_fax_result_came_here:
 * @result: a result
 *
 * Returns: whether this receiver has seen it, whatever it did with it: the address leads here
 */
gboolean
fb_test_fax_result_came_here (FbTestFaxResult result)
{
  return fb_test_fax_result_is_kept (result) || result == FB_TEST_FAX_TOO_SLOW ||
         result >= FB_TEST_FAX_TOO_LARGE_HERE;
}
